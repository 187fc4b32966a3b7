using LeanRx.Transport.Internal;
using LeanRx.Transport.Sockets.Internal;

namespace LeanRx.Tests.Transport.Framing;

/// <summary>Reads frames as a connection of this transport does, to their end, and notes in words what is told, and what is answered to the server.</summary>
sealed partial class FramingRun
{
    /// <param name="incoming">What the server sends before its connection ends.</param>
    /// <param name="bufferLength">How much of it comes right behind the handshake, where that is less than a buffer.</param>
    /// <param name="maxPayloadBytes">The largest message that is kept.</param>
    /// <param name="pieces">In which pieces the rest comes.</param>
    public static async Task<string[]> ReadAsync(byte[] incoming, int bufferLength = 16 * 1024, int maxPayloadBytes = 1 << 26, params int[] pieces)
    {
        var told = new List<string>();
        var ahead = bufferLength < 16 * 1024 ? Math.Min(incoming.Length, bufferLength) : 0;
        using var stream = new ScriptedStream(incoming[ahead..], pieces);
        using var sender = new FrameSender(stream, static sender => sender.TakeTurnAsync());
        var reader = new PayloadReader(stream, sender, maxPayloadBytes, new Notes(told));
        try
        {
            await reader.RunAsync(incoming[..ahead]);
            var (answer, close) = FramingEnd.Of(reader.Frames);
            await sender.SendCloseAsync(answer);
            told.Add(Ended(close));
        }
        catch (EndOfStreamException exception)
        {
            told.Add(Ended(FramingEnd.Of(exception)));
        }
        return [.. told, .. MaskedFrames.Of([.. stream.Writes.SelectMany(write => write)]).Select(frame => $"sent {frame.InWords()}")];
    }

    sealed class Notes(List<string> told) : IPayloadOwner
    {
        public void OnPayload(TransportEvent what)
        {
            if (what.Kind == TransportEventKind.Payload)
                told.Add(Told(what.Payload.Span, what.IsText));
            else if (what.Kind == TransportEventKind.Discarded)
                told.Add($"discarded {what.Size} {(what.IsText ? "text" : "binary")}");
        }

        public void OnPause()
        {
        }
    }
}
