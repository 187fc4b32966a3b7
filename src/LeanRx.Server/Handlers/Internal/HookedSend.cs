using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Hooks;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Handlers.Internal;

/// <summary>
/// <c>direct</c> of an application with hooks: they are asked outside of the gate and side by side with those of other sends, which go on in the order of their
/// arrival.
/// </summary>
internal sealed class HookedSend(ConversationDirectories conversations, SendCommand send)
{
    /// <summary>The place in the line is taken before this returns.</summary>
    public async ValueTask HandleAsync(Session sender, DirectFrame frame, string body, TimeSpan begunAt)
    {
        var (outgoing, isRewritten) = await BeginAsync(sender, frame, body, begunAt).ConfigureAwait(false);
        if (outgoing?.Stored is not { } stored)
            return;
        try
        {
            var message = await stored.Task.ConfigureAwait(false);
            // What the sender shows is what it sent: of another body it hears as of any change.
            if (message.Data != body && outgoing.Append is not null && sender.Can(SessionCapabilities.MessagePatches))
                sender.Push(Patches.FrameOf([message]));
        }
        catch (Exception)
        {
            return; // The outbox has logged and answered it.
        }
        finally
        {
            if (isRewritten)
                sender.App.PatchTimes.Leave();
        }
    }

    /// <summary>Null for what is not on its way: a will.</summary>
    async ValueTask<(Outgoing? Outgoing, bool IsRewritten)> BeginAsync(Session sender, DirectFrame frame, string body, TimeSpan begunAt)
    {
        sender.BeginAsking();
        try
        {
            var turn = sender.App.Hooks.Turns.EnterAsync(frame.ConversationId!);
            var answer = AskAsync(sender, frame, body);
            using (await turn.ConfigureAwait(false))
            {
                var (question, approved) = await answer.ConfigureAwait(false);
                var isRewritten = approved.Body != body && frame is { IsTransient: not true, IsWill: not true };
                var change = new HookedChange(approved, HasRecipients: approved.Recipients != question.Recipients, isRewritten);
                return (await GoOnAsync(sender, frame, change, begunAt).ConfigureAwait(false), isRewritten);
            }
        }
        finally
        {
            sender.EndAsking();
        }
    }

    async Task<(MessageSending Question, MessageSending Approved)> AskAsync(Session sender, DirectFrame frame, string body)
    {
        MessageSending question;
        using (var hold = await conversations.Of(sender.App).EnterAsync(frame.ConversationId, ErrorCodes.InvalidMessagingTarget).ConfigureAwait(false))
        {
            hold.Conversation.Require(sender, Permission.SendMessage);
            question = SendQuestions.Of(hold.Conversation, sender, frame, body);
        }
        return (question, await sender.App.Hooks.ApproveAsync(question).ConfigureAwait(false));
    }

    async ValueTask<Outgoing?> GoOnAsync(Session sender, DirectFrame frame, HookedChange change, TimeSpan begunAt)
    {
        Conversation conversation;
        Outgoing? outgoing;
        using (var hold = await conversations.Of(sender.App).EnterAsync(frame.ConversationId, ErrorCodes.InvalidMessagingTarget).ConfigureAwait(false))
        {
            conversation = hold.Conversation;
            if (change.IsRewritten)
                await sender.App.PatchTimes.EnterAsync().ConfigureAwait(false);
            try
            {
                outgoing = send.Accept(conversation, sender, frame, change.Approved.Body, begunAt, change);
            }
            catch when (change.IsRewritten)
            {
                sender.App.PatchTimes.Leave();
                throw;
            }
        }
        conversation.Outbox.Pump();
        return outgoing;
    }
}
