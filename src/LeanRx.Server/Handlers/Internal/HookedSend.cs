using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Hooks;
using LeanRx.Server.Interception.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Handlers.Internal;

/// <summary><c>direct</c> of an application with hooks: they are asked outside of the gate.</summary>
internal sealed class HookedSend(ConversationDirectories conversations, SendCommand send)
{
    /// <summary>The place in the line is taken before this returns.</summary>
    public async ValueTask HandleAsync(ISeat sender, DirectFrame frame, string body, TimeSpan begunAt)
    {
        var (outgoing, isRewritten) = await sender.App.Hooks.ClientLine.RunAsync(sender, [frame.ConversationId],
            place => AskAsync(sender, frame, body, place), answer => GoOnAsync(sender, frame, body, begunAt, answer)).ConfigureAwait(false);
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

    async ValueTask<(MessageSending Question, MessageSending Approved)> AskAsync(ISeat sender, DirectFrame frame, string body, HookPlace place)
    {
        MessageSending question;
        using (var hold = await conversations.Of(sender.App).EnterAsync(frame.ConversationId, ErrorCodes.InvalidMessagingTarget).ConfigureAwait(false))
        {
            if (!place.IsBehindOwn)
                hold.Conversation.Require(sender, Permission.SendMessage);
            question = SendQuestions.Of(hold.Conversation, sender, frame, body);
        }
        return (question, await sender.App.Hooks.ApproveAsync(question).ConfigureAwait(false));
    }

    /// <summary>Null for what is not on its way: a will.</summary>
    async ValueTask<(Outgoing? Outgoing, bool IsRewritten)> GoOnAsync(ISeat sender, DirectFrame frame, string body, TimeSpan begunAt,
        (MessageSending Question, MessageSending Approved) answer)
    {
        var (question, approved) = answer;
        var isRewritten = approved.Body != body && frame is { IsTransient: not true, IsWill: not true };
        var change = new HookedChange(approved, HasRecipients: approved.Recipients != question.Recipients, isRewritten);
        return (await GoOnAsync(sender, frame, change, begunAt).ConfigureAwait(false), isRewritten);
    }

    async ValueTask<Outgoing?> GoOnAsync(ISeat sender, DirectFrame frame, HookedChange change, TimeSpan begunAt)
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
