using LeanRx.Messages.Internal;
using LeanRx.Protocol;

namespace LeanRx.Conversations.Internal;

/// <summary>A send of this client that is stored.</summary>
/// <param name="Frame">The send.</param>
/// <param name="Id">The id that the server gave it.</param>
/// <param name="Timestamp">When the server took it, milliseconds.</param>
/// <param name="From">Who sent it.</param>
internal sealed record OwnMessage(DirectFrame Frame, string Id, long Timestamp, string From)
{
    /// <summary>A plain text.</summary>
    public static OwnMessage OfText(string conversationId, string text, MessageAck ack, string from) =>
        new(new DirectFrame { ConversationId = conversationId, Body = MessageBodyWriter.Text(text, nameof(text)) }, ack.MessageId,
            ack.Timestamp.ToUnixTimeMilliseconds(), from);

    /// <summary>The frame in which the server would deliver it.</summary>
    public DirectFrame AsDelivered() => Frame with { SerialId = null, PeerId = null, MessageId = Id, Timestamp = Timestamp, FromPeerId = From };
}
