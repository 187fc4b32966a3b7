using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Operations.Internal;

/// <summary>Changes or recalls a message, as its author would.</summary>
/// <param name="Body">The new body; null to recall it.</param>
internal sealed record PatchMessage(string ConversationId, string MessageId, string? Body, bool IsBinary) : ExclusiveOperation<StoredMessage>(ConversationId)
{
    /// <summary>The message, and what it would become; null where that is what it is.</summary>
    public static async ValueTask<(StoredMessage Message, StoredMessage? Changed)> ChangeOfAsync(Conversation conversation, string messageId, string? body,
        bool isBinary)
    {
        if (body is not null)
            MessageSize.Require(conversation.App.Services.Limits, isBinary ? 0 : MessageSize.Of(body), []);
        var message = await FindMessage.RequireAsync(conversation, messageId).ConfigureAwait(false);
        if (body is null && Patches.IsGone(message))
            return (message, null);
        if (body is not null && message.IsRecalled)
            throw Patches.Gone();
        var changed = body is null ? Patches.Recall(message)
            : Patches.Edit(message, body, isBinary) with { MentionAll = false, MentionedClientIds = [] };
        return (message, Patches.SaysTheSame(changed, message) ? null : changed);
    }

    protected override async ValueTask<StoredMessage> RunAsync(Conversation conversation)
    {
        var (message, changed) = await ChangeOfAsync(conversation, MessageId, Body, IsBinary).ConfigureAwait(false);
        if (changed is null)
            return message;
        var app = conversation.App;
        app.OperatorRates.Require(message.Recipients.IsDefaultOrEmpty ? SendMessage.RateOf(conversation) : OperatorRateKind.Message);
        await app.PatchTimes.EnterAsync().ConfigureAwait(false);
        try
        {
            var patched = changed with { PatchedAt = app.PatchTimes.Next(message.PatchedAt ?? message.Timestamp) };
            await conversation.Store.Messages.UpdateAsync(patched).ConfigureAwait(false);
            conversation.Positions.Replace(patched);
            MemberPushes.Patched(conversation, patched, author: null);
            await new UnreadReports(app.Services).ChangedAsync(conversation, message, patched).ConfigureAwait(false);
            return patched;
        }
        finally
        {
            app.PatchTimes.Leave();
        }
    }
}
