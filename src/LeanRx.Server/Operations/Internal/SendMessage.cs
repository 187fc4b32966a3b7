using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Handlers.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Operations.Internal;

/// <summary>Sends a message: to the members, to some clients, or to everybody.</summary>
/// <param name="Hooked">What hooks have made of it; null where nobody was asked.</param>
internal sealed record SendMessage(string ConversationId, SystemMessage Message, ConversationAudience Audience, HookedChange? Hooked)
    : IConversationOperation<StoredMessage>
{
    /// <summary>As which of its operations it is counted, where it is for all who are in the conversation.</summary>
    public static OperatorRateKind RateOf(Conversation conversation) =>
        conversation.Record!.IsSystem ? OperatorRateKind.SubscriberBroadcast : OperatorRateKind.Message;

    /// <exception cref="OperationRefusedException">4313: only a service conversation has such an audience.</exception>
    public static void RequireFit(ConversationRecord record, SystemMessage message, ConversationAudience audience)
    {
        if (audience == ConversationAudience.Everybody && !record.IsSystem)
            throw new OperationRefusedException(ErrorCodes.SystemConversationRequired, "Broadcasts go out through a service conversation.");
        if (message.ToClientIds.Count > 0 && !record.IsSystem)
            throw new OperationRefusedException(ErrorCodes.SystemConversationRequired,
                "Messages for some clients only go out through a service conversation.");
    }

    /// <summary>The place in the conversation's order is taken inside the gate; it completes when the message is durable.</summary>
    public async ValueTask<StoredMessage> RunAsync(ConversationDirectory conversations, CancellationToken cancellationToken)
    {
        Conversation conversation;
        Outgoing outgoing;
        using (var hold = await conversations.EnterAsync(ConversationId).ConfigureAwait(false))
        {
            conversation = hold.Conversation;
            outgoing = await AcceptAsync(conversation).ConfigureAwait(false);
        }

        conversation.Outbox.Pump();
        return await outgoing.Stored!.Task.ConfigureAwait(false);
    }

    async ValueTask<Outgoing> AcceptAsync(Conversation conversation)
    {
        var (app, record) = (conversation.App, conversation.Record!);
        RequireFit(record, Message, Audience);
        app.OperatorRates.Require(Audience == ConversationAudience.Everybody ? OperatorRateKind.GlobalBroadcast : Message.ToClientIds.Count > 0
            ? OperatorRateKind.Message : RateOf(conversation));
        if (!Message.IsTransient)
            await conversation.Positions.ExpectAsync(Hooked?.HasRecipients == true && record.IsSystem
                ? Hooked.Value.Approved.Recipients : Message.ToClientIds).ConfigureAwait(false);
        var stored = SystemConversations.MessageOf(conversation, Message, Audience);
        if (Hooked is { } change)
            stored = Changed(stored, change);
        ValueTask<AppendResult>? append =
            Message.IsTransient ? null : app.Services.Telemetry.TimeAppendAsync(conversation.Store.Messages.AppendAsync(stored));
        var outgoing = new Outgoing(null, null, stored, append, conversation.Record!)
        {
            Audience = Audience,
            Priority = Message.Priority,
            SkipsSender = Message.SkipsSender,
            PushData = Message.PushData?.GetRawText(),
            Stored = new TaskCompletionSource<StoredMessage>()
        };
        conversation.Outbox.Add(outgoing);
        return outgoing;
    }

    StoredMessage Changed(StoredMessage message, HookedChange change) => message with
    {
        Data = change.Approved.Body,
        IsBinary = change.Approved.IsBinary,
        MessageType = change.Approved.IsBinary ? null : StoredMessage.TypeOf(change.Approved.Body),
        Recipients = change.HasRecipients && Audience != ConversationAudience.Everybody
            ? [.. change.Approved.Recipients.Append(message.From).Distinct(StringComparer.Ordinal)] : message.Recipients,
    };
}
