using LeanRx.Protocol;

namespace LeanRx.Internal;

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

    /// <summary>The last message of a conversation, as lists of conversations and of unread counts carry it. Null when they do not.</summary>
    public Message? Last(string conversationId, string? id, string? from, long? timestamp, string? data, bool isBinary, long? patchTimestamp)
    {
        if (id is null || data is null)
            return null;
        var message = Body(data, null, isBinary);
        message.Stamp(new MessageEnvelope { Id = id, ConversationId = conversationId, From = from ?? "", Timestamp = timestamp ?? 0, UpdatedAt = patchTimestamp ?? 0 });
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
