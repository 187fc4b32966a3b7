using System.Text;
using LeanRx.Protocol;

namespace LeanRx.Messages.Internal;

/// <summary>Makes plain texts straight of what the socket brings: most messages are one, and need no frame.</summary>
/// <param name="codec">The codec of everything else.</param>
/// <param name="clientId">Whose messages they are.</param>
internal sealed class PlainTextReader(JsonFrameCodec codec, string clientId)
{
    /// <summary>Ids have some twenty characters. What is longer, others decide on.</summary>
    const int LongestId = 64;

    readonly byte[] _clientId = Encoding.UTF8.GetBytes(clientId);

    /// <summary>The message; null where the payload is anything else than a delivery of a plain text in its usual form.</summary>
    public TextMessage? Read(ReadOnlySpan<byte> payload)
    {
        if (!codec.TryReadPlain(payload, _clientId, out var plain) || plain.Id.Length > LongestId || plain.ConversationId.Length > LongestId
            || plain.From.Length > LongestId)
            return null;
        var message = new TextMessage(plain.Text);
        message.Stamp(new MessageEnvelope { Id = plain.Id, ConversationId = plain.ConversationId, From = plain.From, Timestamp = plain.Timestamp });
        return message;
    }

    /// <summary>The frame that a message came in.</summary>
    public static DirectFrame FrameOf(TextMessage message) => new()
    {
        ConversationId = message.ConversationId,
        MessageId = message.Id,
        FromPeerId = message.From,
        Timestamp = message.TimestampMilliseconds,
        Body = BodyBegin + message.Text + BodyEnd,
    };

    const string BodyBegin = "{\"_lctype\":-1,\"_lctext\":\"";

    const string BodyEnd = "\"}";

    /// <summary>Characters of the body that a message came in.</summary>
    public static int LengthOf(TextMessage message) => BodyBegin.Length + message.Text.Length + BodyEnd.Length;
}
