using LeanRx.Protocol;

namespace LeanRx.Messages.Internal;

/// <summary>Makes messages of what frames carry.</summary>
internal sealed class MessageFactory(MessageBodyReader bodies)
{
    public Message From(DirectFrame frame)
    {
        var message = Body(frame.Body, frame.BinaryBody, frame.IsBinary == true);
        message.Stamp(new MessageEnvelope
        {
            Id = frame.MessageId ?? "",
            ConversationId = frame.ConversationId ?? "",
            From = frame.FromPeerId ?? "",
            Timestamp = frame.Timestamp ?? 0,
            UpdatedAt = frame.PatchTimestamp ?? 0,
            IsTransient = frame.IsTransient == true,
            MentionsEveryone = frame.MentionAll == true,
            MentionedClientIds = frame.MentionedClientIds,
        });
        return message;
    }

    public Message From(string conversationId, LogItem item)
    {
        var message = Body(item.Data, null, item.IsBinary == true);
        message.Stamp(new MessageEnvelope
        {
            Id = item.MessageId,
            ConversationId = conversationId,
            From = item.From ?? "",
            Timestamp = item.Timestamp,
            DeliveredAt = item.AckAt ?? 0,
            ReadAt = item.ReadAt ?? 0,
            UpdatedAt = item.PatchTimestamp ?? 0,
            MentionsEveryone = item.MentionAll == true,
            MentionedClientIds = item.MentionedClientIds,
        });
        return message;
    }

    /// <summary>A message as a change of it tells.</summary>
    public Message From(string conversationId, PatchItem patch)
    {
        var message = patch.IsRecall == true ? new RecalledMessage() : Body(patch.Data, patch.BinaryBody, isBinary: false);
        message.Stamp(new MessageEnvelope
        {
            Id = patch.MessageId ?? "",
            ConversationId = conversationId,
            From = patch.From ?? "",
            Timestamp = patch.Timestamp ?? 0,
            UpdatedAt = patch.PatchTimestamp ?? 0,
            MentionsEveryone = patch.MentionAll == true,
            MentionedClientIds = patch.MentionedClientIds,
        });
        return message;
    }

    /// <summary>The last message of a conversation, as unread counts carry it. Null when they do not.</summary>
    public Message? Last(UnreadConversation unread)
    {
        if (unread.MessageId is not { } id || unread is { Data: null, BinaryBody: null })
            return null;
        var message = Body(unread.Data, unread.BinaryBody, unread.IsBinary == true);
        message.Stamp(new MessageEnvelope
        {
            Id = id,
            ConversationId = unread.ConversationId,
            From = unread.From ?? "",
            Timestamp = unread.Timestamp ?? 0,
            UpdatedAt = unread.PatchTimestamp ?? 0
        });
        return message;
    }

    Message Body(string? text, byte[]? bytes, bool isBinary)
    {
        if (bytes is not null)
            return new BinaryMessage(bytes);
        if (!isBinary)
            return bodies.Read(text ?? "");
        try
        {
            return new BinaryMessage(Convert.FromBase64String(text ?? ""));
        }
        catch (FormatException)
        {
            // Said to be binary but is no base64: the receiver gets what came.
            return bodies.ReadString(text!);
        }
    }
}
