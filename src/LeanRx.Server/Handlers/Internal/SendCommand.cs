using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Records.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.10.1
/// <summary>
/// <c>direct</c> from a client. The place in the conversation's order is taken before this returns; ack and deliveries follow when the message is durable.
/// </summary>
internal sealed class SendCommand(EngineServices services, ConversationDirectories conversations)
{
    public ValueTask HandleAsync(Session sender, DirectFrame frame, TimeSpan begunAt)
    {
        Dispatch.Count(sender, RateKind.Send, frame);
        var body = BodyOf(frame);
        if (string.IsNullOrEmpty(frame.ConversationId))
            throw new OperationRefusedException(ErrorCodes.InvalidMessagingTarget, "The field cid is missing.");
        var conversation = conversations.Of(sender.App).Get(frame.ConversationId);
        if (!conversation.Gate.TryEnter())
            return EnterAndSendAsync(sender, frame, body, begunAt);
        if (!conversation.IsReady || TemporaryConversations.IsOver(conversation.Record!, services.Clock.Now))
        {
            conversation.Gate.Leave();
            return EnterAndSendAsync(sender, frame, body, begunAt);
        }
        using (new ConversationHold(conversation))
            Accept(conversation, sender, frame, body, begunAt);
        conversation.Outbox.Pump();
        return default;
    }

    async ValueTask EnterAndSendAsync(Session sender, DirectFrame frame, string body, TimeSpan begunAt)
    {
        Conversation conversation;
        using (var hold = await conversations.Of(sender.App).EnterAsync(frame.ConversationId, ErrorCodes.InvalidMessagingTarget).ConfigureAwait(false))
        {
            conversation = hold.Conversation;
            Accept(conversation, sender, frame, body, begunAt);
        }
        conversation.Outbox.Pump();
    }

    void Accept(Conversation conversation, Session sender, DirectFrame frame, string body, TimeSpan begunAt)
    {
        var record = conversation.Record!;
        conversation.Require(sender, Permission.SendMessage);
        var message = MessageOf(conversation, sender, frame, body);
        var priority = frame.Priority is (int)DeliveryPriority.High or (int)DeliveryPriority.Low ? (DeliveryPriority)frame.Priority : DeliveryPriority.Normal;
        if (frame.IsWill == true)
        {
            sender.KeepWill(new Outgoing(sender, null, message, null, record) { Priority = priority });
            sender.Reply(frame, new AckFrame { ConversationId = message.ConversationId, MessageUid = message.Id, Timestamp = message.Timestamp });
            return;
        }
        ValueTask<AppendResult>? append =
            frame.IsTransient == true ? null : services.Telemetry.TimeAppendAsync(services.Store.Messages.AppendAsync(message));
        conversation.Outbox.Add(new Outgoing(sender, frame, message, append, record)
        {
            Priority = priority,
            BegunAt = begunAt,
            Relay = services.Telemetry.BeginRelay(frame, sender.ClientId, begunAt),
        });
    }

    static StoredMessage MessageOf(Conversation conversation, Session sender, DirectFrame frame, string body)
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
            MentionedClientIds = frame.MentionedClientIds is { Count: > 0 } mentioned ? [.. Dispatch.Distinct(mentioned)] : [],
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
        if (frame.DeduplicationToken?.Length > services.Limits.MaxTokenLength)
            throw new OperationRefusedException(ErrorCodes.FrameTooLong,
                $"The field dt has {frame.DeduplicationToken.Length} characters; at most {services.Limits.MaxTokenLength} are taken.");
        MessageSize.Require(services.Limits, (frame.BinaryBody?.Length ?? MessageSize.Of(body)) + MessageSize.Of(frame.PushData),
            Dispatch.Distinct(frame.MentionedClientIds));
        return body;
    }
}
