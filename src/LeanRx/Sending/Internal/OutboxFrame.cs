using System.Text;
using LeanRx.Common.Internal;
using LeanRx.Protocol;

namespace LeanRx.Sending.Internal;

/// <summary>Turns sends into what a store keeps, and back.</summary>
internal static class OutboxFrame
{
    public static OutboxEntry ToEntry(string clientId, DirectFrame frame)
    {
        var buffer = new PayloadBuffer();
        JsonFrameCodec.Default.Encode(frame, buffer);
        return new OutboxEntry(clientId, frame.DeduplicationToken!, Encoding.UTF8.GetString(buffer.Take()));
    }

    /// <summary>Null when it is none.</summary>
    public static DirectFrame? OfEntry(OutboxEntry entry)
    {
        try
        {
            return JsonFrameCodec.Default.Decode(Encoding.UTF8.GetBytes(entry.Frame)) is DirectFrame
            {
                ConversationId.Length: > 0,
                DeduplicationToken.Length: > 0
            } frame ? frame : null;
        }
        catch (FrameFormatException)
        {
            return null;
        }
    }
}
