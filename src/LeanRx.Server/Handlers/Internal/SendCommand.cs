using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Hooks;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Records.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.10.1
/// <summary>
/// <c>direct</c> from a client. The place in the conversation's order is taken before this returns; ack and deliveries follow when the message is durable.
/// </summary>
internal sealed class SendCommand
{
    readonly EngineServices _services;
    readonly ConversationDirectories _conversations;
    readonly HookedSend _hooked;

    public SendCommand(EngineServices services, ConversationDirectories conversations)
    {
        (_services, _conversations) = (services, conversations);
        _hooked = new HookedSend(conversations, this);
    }

    public ValueTask HandleAsync(ISeat sender, DirectFrame frame, TimeSpan begunAt)
    {
        var body = BodyOf(frame);
        if (string.IsNullOrEmpty(frame.ConversationId))
            throw new OperationRefusedException(ErrorCodes.InvalidMessagingTarget, "The field cid is missing.");
        if (sender.App.Hooks.Asks(HookPoints.MessageSending))
            return _hooked.HandleAsync(sender, frame, body, begunAt);
        var conversation = _conversations.Of(sender.App).Get(frame.ConversationId);
        if (!conversation.Gate.TryEnter())
            return EnterAndSendAsync(sender, frame, body, begunAt);
        if (!conversation.IsReady || TemporaryConversations.IsOver(conversation.Record!, _services.Clock.Now))
        {
            conversation.Gate.Leave();
            return EnterAndSendAsync(sender, frame, body, begunAt);
        }
        using (new ConversationHold(conversation))
            Accept(conversation, sender, frame, body, begunAt);
        conversation.Outbox.Pump();
        return default;
    }

    async ValueTask EnterAndSendAsync(ISeat sender, DirectFrame frame, string body, TimeSpan begunAt)
    {
        Conversation conversation;
        using (var hold = await _conversations.Of(sender.App).EnterAsync(frame.ConversationId, ErrorCodes.InvalidMessagingTarget).ConfigureAwait(false))
        {
            conversation = hold.Conversation;
            Accept(conversation, sender, frame, body, begunAt);
        }
        conversation.Outbox.Pump();
    }

    /// <summary>Takes a message into the order. Inside the gate; the outbox is pumped outside of it.</summary>
    /// <param name="hooked">What hooks have made of it; null where nobody was asked.</param>
    /// <returns>Null for a will.</returns>
    public Outgoing? Accept(Conversation conversation, ISeat sender, DirectFrame frame, string body, TimeSpan begunAt, HookedChange? hooked = null)
    {
        var record = conversation.Record!;
        conversation.Require(sender, Permission.SendMessage);
        var message = MessageOf(conversation, sender, frame, body);
        if (hooked is { } change)
            message = Changed(message, change, sender.App.PatchTimes);
        var priority = frame.Priority is (int)DeliveryPriority.High or (int)DeliveryPriority.Low ? (DeliveryPriority)frame.Priority : DeliveryPriority.Normal;
        if (frame.IsWill == true)
        {
            sender.KeepWill(new Will(message, priority, sender.RemoteAddress));
            sender.Reply(frame, new AckFrame { ConversationId = message.ConversationId, MessageUid = message.Id, Timestamp = message.Timestamp });
            return null;
        }
        ValueTask<AppendResult>? append =
            frame.IsTransient == true ? null : _services.Telemetry.TimeAppendAsync(conversation.Store.Messages.AppendAsync(message));
        var outgoing = new Outgoing(sender, frame, message, append, record)
        {
            Priority = priority,
            BegunAt = begunAt,
            Relay = _services.Telemetry.BeginRelay(frame, sender.ClientId, begunAt),
            Stored = hooked is null ? null : new TaskCompletionSource<StoredMessage>(),
        };
        conversation.Outbox.Add(outgoing);
        return outgoing;
    }

    static StoredMessage Changed(StoredMessage message, HookedChange change, PatchTimes times)
    {
        var approved = change.Approved;
        return message with
        {
            IsBinary = approved.IsBinary,
            MessageType = approved.IsBinary ? null : MessageType.Of(approved.Body),
            Recipients = change.HasRecipients ? [.. approved.Recipients.Append(message.From).Distinct(StringComparer.Ordinal)] : message.Recipients,
            PatchedAt = change.IsRewritten ? times.Next(message.Timestamp) : null,
        };
    }

    static StoredMessage MessageOf(Conversation conversation, ISeat sender, DirectFrame frame, string body)
    {
        var key = conversation.NextKey();
        var isBinary = frame.BinaryBody is not null || frame.IsBinary == true;
        return new StoredMessage
        {
            ApplicationId = sender.App.Id,
            ConversationId = conversation.Id,
            Id = key.Id,
            From = sender.ClientId,
            Timestamp = key.Timestamp,
            Data = body,
            IsBinary = isBinary,
            MessageType = isBinary ? null : MessageType.Of(body),
            DeduplicationToken = string.IsNullOrEmpty(frame.DeduplicationToken) ? null : frame.DeduplicationToken,
            ReceiptRequested = frame.ReceiptRequested == true && conversation.Record is { IsTransient: false, IsSystem: false },
            MentionAll = frame.MentionAll == true,
            MentionedClientIds = frame.MentionedClientIds is { Count: > 0 } mentioned ? [.. NamedIds.Distinct(mentioned)] : [],
            Recipients = conversation.Record!.IsSystem ? [sender.ClientId] : [], // The application reads it; of clients, its own devices alone.
        };
    }

    string BodyOf(DirectFrame frame)
    {
        var body = frame.BinaryBody is { } bytes ? Convert.ToBase64String(bytes) : frame.Body;
        if (body is null)
            throw new OperationRefusedException(ErrorCodes.UnparseableRawMessage, "The field msg is missing.");
        if (frame.BinaryBody is null && frame.IsBinary == true && !System.Buffers.Text.Base64.IsValid(body))
            throw new OperationRefusedException(ErrorCodes.UnparseableRawMessage, "The field msg is not base64, though bin is true.");
        if (frame.DeduplicationToken?.Length > _services.Limits.MaxTokenLength)
            throw new OperationRefusedException(ErrorCodes.FrameTooLong,
                $"The field dt has {frame.DeduplicationToken.Length} characters; at most {_services.Limits.MaxTokenLength} are taken.");
        MessageSize.Require(_services.Limits, (frame.BinaryBody?.Length ?? MessageSize.Of(body)) + MessageSize.Of(frame.PushData),
            frame.MentionedClientIds is { Count: > 0 } mentioned ? NamedIds.Distinct(mentioned) : Array.Empty<string>());
        return body;
    }
}
