#if NET
namespace LeanRx.Protocol.Framing.Internal;

/// <summary>Hears what a <see cref="WebSocketFrameReader"/> finds. What it is given is good during the call alone.</summary>
internal interface IWebSocketFrameSink
{
    /// <summary>A message is complete.</summary>
    /// <param name="end">Where it ends in the buffer.</param>
    /// <param name="size">Its bytes in all.</param>
    /// <param name="isText">Whether it is text.</param>
    void OnMessage(int end, int size, bool isText);

    /// <summary>A message was larger than is read; nothing was kept of it.</summary>
    void OnDiscarded(long size, bool isText);

    void OnPing(ReadOnlySpan<byte> payload);
}
#endif
