using System.Buffers;
using System.Buffers.Binary;
using LeanRx.Protocol;
using LeanRx.Protocol.Framing.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Server.Hosting.Internal;
using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.AspNetCore.Sockets.Internal;

/// <summary>
/// What waits to be written to one socket. Frames queued while a write runs leave together in the next one, and so do those of a <see cref="WriteBatch"/>; an
/// idle socket holds no buffer. Frames that many sockets get are copied when they are written, into a buffer that the next socket uses again.
/// </summary>
/// <param name="transport">The connection after the handshake.</param>
/// <param name="backlog">Keeps account of what waits, and says who is a slow reader.</param>
/// <param name="wasAlive">Told that the peer has taken what it was waited for.</param>
sealed class OutgoingQueue(Stream transport, SendBacklog backlog, Action wasAlive) : IThreadPoolWorkItem
{
    /// <summary>Most bytes of one write, so that progress is seen, and of one buffer, so that memory goes as it is written.</summary>
    const int MaxWrite = 32 * 1024;

    readonly Lock _lock = new();
    readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    PendingBytes _pending = new(MaxWrite);

    /// <summary>Frames for many, behind what is pending.</summary>
    FrameChain? _shared;

    Addressee? _addressee;
    int _sharedLength;
    Writing _writing;
    bool _isComplete;

    enum Writing
    {
        /// <summary>Nothing waits.</summary>
        No,

        /// <summary>Something waits for the end of a batch.</summary>
        PutOff,

        /// <summary>The thread pool was asked to write.</summary>
        Due,

        Runs,
    }

    /// <summary>Queues a text message.</summary>
    /// <param name="isAnswer">Whether the peer has asked for it.</param>
    public void AppendText(ReadOnlySpan<byte> payload, bool isAnswer = false) => AppendMessage(WebSocketOpcode.Text, payload, isAnswer);

    /// <summary>Queues a binary message.</summary>
    /// <inheritdoc cref="AppendText" path="/param"/>
    public void AppendBinary(ReadOnlySpan<byte> payload, bool isAnswer = false) => AppendMessage(WebSocketOpcode.Binary, payload, isAnswer);

    /// <summary>Queues a frame that many get.</summary>
    public void Append(FanOutFrame frame, IFrameCodec codec, Addressee addressee)
    {
        var length = addressee.Measure(frame.Encode(codec).Span);
        if (backlog.TryAdd(length, isAnswer: false))
            Finish(length, TryQueue(frame, codec, addressee, length));
    }

    /// <summary>Queues a ping.</summary>
    public void AppendPing() => AppendMessage(WebSocketOpcode.Ping, default, isAnswer: true);

    /// <summary>Queues the answer to a ping.</summary>
    public void AppendPong(ReadOnlySpan<byte> payload) => AppendMessage(WebSocketOpcode.Pong, payload, isAnswer: true);

    /// <summary>Queues a close frame; nothing can be queued after it.</summary>
    public void AppendClose(int code, ReadOnlySpan<byte> reason)
    {
        Span<byte> status = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(status, (ushort)code);
        AppendMessage(WebSocketOpcode.Close, [.. status, .. reason], isAnswer: true);
    }

    /// <summary>Ends the queue without a close frame. Completes when what was queued has been written, or when writing failed.</summary>
    public Task CompleteAsync()
    {
        lock (_lock)
        {
            _isComplete = true;
            if (_writing == Writing.No)
                _drained.TrySetResult();
        }

        return _drained.Task;
    }

    /// <summary>Lets go of what waits; nothing can be queued any more.</summary>
    public void Discard()
    {
        lock (_lock)
        {
            _pending.Clear();
            _shared = null;
            _sharedLength = 0;
            _isComplete = true;
        }
    }

    /// <summary>Begins to write, unless that was done.</summary>
    public void Execute()
    {
        lock (_lock)
        {
            if (_writing is not (Writing.PutOff or Writing.Due))
                return;
            _writing = Writing.Runs;
        }
        _ = FlushAsync();
    }

    void AppendMessage(WebSocketOpcode opcode, ReadOnlySpan<byte> payload, bool isAnswer)
    {
        Span<byte> header = stackalloc byte[WebSocketFrameHeader.Longest];
        header = header[..WebSocketFrameHeader.Write(header, opcode, payload.Length, isMasked: false)];
        // Outside of the gate: a connection that is dropped for it lets go of its own queue.
        var length = header.Length + payload.Length;
        if (backlog.TryAdd(length, isAnswer))
            Finish(length, TryQueue(header, payload, isLast: opcode == WebSocketOpcode.Close));
    }

    /// <param name="isDue">Whether somebody is to be asked to write; null where nothing can be queued any more.</param>
    void Finish(int length, bool? isDue)
    {
        if (isDue is null)
            backlog.Remove(length);
        else if (isDue.Value)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    bool? TryQueue(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, bool isLast)
    {
        lock (_lock)
        {
            if (_isComplete)
                return null;
            CopyShared();
            _pending.Add(header);
            _pending.Add(payload);
            _isComplete = isLast;
            return IsDue();
        }
    }

    bool? TryQueue(FanOutFrame frame, IFrameCodec codec, Addressee addressee, int length)
    {
        lock (_lock)
        {
            if (_isComplete)
                return null;
            if (_addressee != addressee)
                CopyShared();
            _addressee = addressee;
            _shared = frame.Behind(_shared, codec);
            _sharedLength += length;
            if (_sharedLength > MaxWrite)
                CopyShared();
            return IsDue();
        }
    }

    bool IsDue()
    {
        if (_writing == Writing.No && WriteBatch.TryDefer(this))
            _writing = Writing.PutOff;
        // As much as one write takes is not put off.
        var isDue = _writing == Writing.No || _writing == Writing.PutOff && _pending.FillsOne;
        if (isDue)
            _writing = Writing.Due;
        return isDue;
    }

    /// <summary>Frames for many become bytes like those before and behind them.</summary>
    void CopyShared()
    {
        if (_shared is null)
            return;
        var written = Write(_shared, _addressee!, _sharedLength);
        _shared = null;
        _sharedLength = 0;
        _pending.Add(written);
        ArrayPool<byte>.Shared.Return(written.Array!);
    }

    /// <summary>From the last to the first, as they hang together.</summary>
    static ArraySegment<byte> Write(FrameChain last, Addressee addressee, int length)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        var end = length;
        for (var frame = last; frame is not null; frame = frame.Before)
        {
            var payload = frame.Payload.Span;
            var start = end - addressee.Measure(payload);
            addressee.Write(buffer.AsSpan(start, end - start), payload);
            end = start;
        }
        return new ArraySegment<byte>(buffer, 0, length);
    }

    async Task FlushAsync()
    {
        while (Take() is { Count: > 0 } batch)
        {
            try
            {
                await transport.WriteAsync(batch).ConfigureAwait(false);
                if (backlog.Remove(batch.Count))
                    wasAlive();
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
            {
                // The connection is gone; its reader sees that too and says so, once it does not wait for what was to be written.
                Discard();
                backlog.Dispose();
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(batch.Array!);
            }
        }
    }

    ArraySegment<byte> Take()
    {
        FrameChain shared;
        Addressee addressee;
        int length;
        lock (_lock)
        {
            if (_pending.Length > 0 && _pending.Length + _sharedLength <= MaxWrite)
                CopyShared();
            if (_pending.Take() is { Count: > 0 } batch)
                return batch;

            if (_shared is null)
            {
                _writing = Writing.No;
                if (_isComplete)
                    _drained.TrySetResult();
                return default;
            }
            (shared, addressee, length) = (_shared, _addressee!, _sharedLength);
            _shared = null;
            _sharedLength = 0;
        }
        return Write(shared, addressee, length);
    }
}
