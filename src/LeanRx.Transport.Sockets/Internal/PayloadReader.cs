using System.Buffers;
using LeanRx.Protocol.Framing.Internal;
using LeanRx.Transport.Internal;

namespace LeanRx.Transport.Sockets.Internal;

/// <summary>Reads payloads and tells them where they lie. While nothing comes, it holds no more of a buffer than what has come takes.</summary>
/// <param name="stream">The connection, upgraded.</param>
/// <param name="sender">Answers pings.</param>
/// <param name="maxPayloadBytes">The largest payload that is kept.</param>
/// <param name="owner">Hears what comes.</param>
sealed class PayloadReader(Stream stream, FrameSender sender, int maxPayloadBytes, IPayloadOwner owner) : IWebSocketFrameSink
{
    /// <summary>Room for what a read brings.</summary>
    const int Room = 16 * 1024;

    /// <summary>The least room that is read into.</summary>
    const int Small = 4 * 1024;

    byte[] _buffer = [];
    int _kept;

    /// <summary>Where the payload ends that was told last; 0 for none in this read.</summary>
    int _told;

    WebSocketFrameReader? _frames;

    public WebSocketFrameReader Frames => _frames ??= new WebSocketFrameReader(this, maxPayloadBytes);

    /// <summary>Bytes of the buffer that it holds.</summary>
    public int Held => _buffer.Length;

    /// <summary>Reads until the peer has closed or broken a rule.</summary>
    /// <param name="ahead">What came already.</param>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task RunAsync(byte[] ahead)
    {
        try
        {
            if (ahead.Length > 0)
            {
                Move(Math.Max(Room, ahead.Length));
                ahead.CopyTo(_buffer, 0);
                Take(ahead.Length);
            }
            while (!Frames.IsOver)
            {
                await WaitAsync().ConfigureAwait(false);
                if (_buffer.Length - _kept < Small)
                    Move(Math.Max(Room, 2 * _buffer.Length));
                var reading = stream.ReadAsync(_buffer.AsMemory(_kept));
                if (!reading.IsCompleted)
                    Pause();
                var count = await reading.ConfigureAwait(false);
                if (count == 0)
                    throw new EndOfStreamException();
                Take(count);
            }
        }
        finally
        {
            Release();
        }
    }

    void IWebSocketFrameSink.OnMessage(int end, int size, bool isText)
    {
        _told = end;
        owner.OnPayload(TransportEvent.Received(_buffer.AsMemory(end - size, size), isText));
    }

    void IWebSocketFrameSink.OnDiscarded(long size, bool isText) => owner.OnPayload(TransportEvent.Discarded(size, isText));

    void IWebSocketFrameSink.OnPing(ReadOnlySpan<byte> payload) => sender.Answer(payload);

    /// <summary>Waits until something can be read.</summary>
    async ValueTask WaitAsync()
    {
        var waiting = stream.ReadAsync(Memory<byte>.Empty);
        if (!waiting.IsCompleted)
        {
            if (_kept == 0)
                Release();
            else if (_kept <= Small && _buffer.Length > 2 * Small)
                Move(2 * Small);
            Pause();
        }
        await waiting.ConfigureAwait(false);
    }

    void Pause()
    {
        owner.OnPause();
        if (Frames.IsInside)
            owner.OnPayload(TransportEvent.Receiving(Frames.Size, Frames.IsText));
    }

    /// <summary>Tells what is complete; the beginning of the next payload goes to the beginning of the buffer.</summary>
    void Take(int count)
    {
        _told = 0;
        var kept = Frames.Read(_buffer.AsSpan(0, _kept + count), _kept);
        _buffer.AsSpan(_told..kept).CopyTo(_buffer);
        _kept = kept - _told;
    }

    void Move(int length)
    {
        var moved = ArrayPool<byte>.Shared.Rent(length);
        _buffer.AsSpan(0, _kept).CopyTo(moved);
        Return();
        _buffer = moved;
    }

    void Release()
    {
        Return();
        (_buffer, _kept) = ([], 0);
    }

    void Return()
    {
        if (_buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(_buffer);
    }
}
