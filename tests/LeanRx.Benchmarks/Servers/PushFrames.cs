using System.Globalization;
using System.Text;

namespace LeanRx.Benchmarks.Servers;

/// <summary>Deliveries of exactly 200 bytes, which differ in their message id alone.</summary>
static class PushFrames
{
    public const string Conversation = "65a1b2c3d4e5f60718293a4b";
    public const int FrameLength = 200;

    static readonly byte[] Template = Make();
    static readonly int IdAt = Template.AsSpan().IndexOf("0000000000"u8);
    static readonly Ids Counter = new();

    sealed class Ids
    {
        public long Last;
    }

    static byte[] Make()
    {
        var head = $"{{\"cmd\":\"direct\",\"peerId\":\"tom\",\"id\":\"m0000000000\"," +
            $"\"cid\":\"{Conversation}\",\"fromPeerId\":\"jerry\",\"timestamp\":1700000000123,\"msg\":\"";
        const string BodyHead = "{\\\"_lctype\\\":-1,\\\"_lctext\\\":\\\"";
        const string Tail = "\\\"}\"}";
        return Encoding.UTF8.GetBytes(head + BodyHead + new string('x', FrameLength - head.Length - BodyHead.Length - Tail.Length) + Tail);
    }

    /// <summary>The text of a delivery.</summary>
    public static string Text { get; } = new('x', Template.AsSpan().Count((byte)'x'));

    public static string NextId() => "m" + Interlocked.Increment(ref Counter.Last).ToString("D10", CultureInfo.InvariantCulture);

    public static int Write(Span<byte> output)
    {
        Template.CopyTo(output);
        Interlocked.Increment(ref Counter.Last).TryFormat(output[IdAt..], out _, "D10", CultureInfo.InvariantCulture);
        return FrameLength;
    }
}
