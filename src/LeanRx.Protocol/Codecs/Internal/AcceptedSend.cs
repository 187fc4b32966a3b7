using System.Buffers;

namespace LeanRx.Protocol.Codecs.Internal;

// protocol.md §4.10.2
/// <summary>What a sender is told of a message that was accepted: an ack, written without a frame, byte for byte as the codec would.</summary>
readonly record struct AcceptedSend(int? SerialId, string PeerId, string ConversationId, string MessageId, long Timestamp)
{
    public AckFrame ToFrame() =>
        new() { SerialId = SerialId, PeerId = PeerId, ConversationId = ConversationId, MessageUid = MessageId, Timestamp = Timestamp };

    public void Write(IBufferWriter<byte> output)
    {
        var writer = new JsonFrameWriter(output);
        writer.Begin("ack", SerialId, PeerId);
        writer.Text("cid"u8, ConversationId);
        writer.Text("uid"u8, MessageId);
        writer.Number("t"u8, Timestamp);
        writer.End(null);
    }
}
