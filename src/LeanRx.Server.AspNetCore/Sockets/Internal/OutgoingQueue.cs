using System.Buffers;
using System.Buffers.Binary;
using LeanRx.Protocol.Framing.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.AspNetCore.Sockets.Internal;

/// <summary>
/// What waits to be written to one socket. Frames queued while a write runs leave together in the next one, and so do those of a <see cref="WriteBatch"/>; an
/// idle socket holds no buffer.
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
    Queue<byte[]>? _full;
    byte[] _pending = [];
    int _pendingLength;
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

    /// <summary>Queues a text message that consists of two parts.</summary>
    /// <param name="isAnswer">Whether the peer has asked for it.</param>
    public void AppendText(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail = default, bool isAnswer = false) =>
        AppendMessage(WebSocketOpcode.Text, head, tail, isAnswer);

    /// <summary>Queues a binary message that consists of two parts.</summary>
    /// <inheritdoc cref="AppendText" path="/param"/>
    public void AppendBinary(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail = default, bool isAnswer = false) =>
        AppendMessage(WebSocketOpcode.Binary, head, tail, isAnswer);

    /// <summary>Queues a ping.</summary>
    public void AppendPing() => AppendMessage(WebSocketOpcode.Ping, default, default, isAnswer: true);

    /// <summary>Queues the answer to a ping.</summary>
    public void AppendPong(ReadOnlySpan<byte> payload) => AppendMessage(WebSocketOpcode.Pong, payload, default, isAnswer: true);

    /// <summary>Queues a close frame; nothing can be queued after it.</summary>
    public void AppendClose(int code, ReadOnlySpan<byte> reason)
    {
        Span<byte> status = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(status, (ushort)code);
        AppendMessage(WebSocketOpcode.Close, status, reason, isAnswer: true);
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
            while (_full is { Count: > 0 })
                Return(_full.Dequeue());
            Return(_pending);
            _pending = [];
            _pendingLength = 0;
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

    void AppendMessage(WebSocketOpcode opcode, ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail, bool isAnswer)
    {
        Span<byte> header = stackalloc byte[WebSocketFrameHeader.Longest];
        var length = WebSocketFrameHeader.Write(header, opcode, head.Length + tail.Length, isMasked: false);
        Append(header[..length], head, tail, isAnswer, isLast: opcode == WebSocketOpcode.Close);
    }

    void Append(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, bool isAnswer, bool isLast)
    {
        // Outside of the gate: a connection that is dropped for it lets go of its own queue.
        var length = first.Length + second.Length + third.Length;
        if (!backlog.TryAdd(length, isAnswer))
            return;
        if (!TryQueue(first, second, third, isLast, out var isDue))
            backlog.Remove(length);
        else if (isDue)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    bool TryQueue(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, bool isLast, out bool isDue)
    {
        lock (_lock)
        {
            isDue = false;
            if (_isComplete)
                return false;
            Copy(first);
            Copy(second);
            Copy(third);
            _isComplete = isLast;
            if (_writing == Writing.No && WriteBatch.TryDefer(this))
                _writing = Writing.PutOff;
            // As much as one write takes is not put off.
            isDue = _writing == Writing.No || _writing == Writing.PutOff && _full is not null;
            if (isDue)
                _writing = Writing.Due;
            return true;
        }
    }

    void Copy(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            Reserve(bytes.Length);
            var count = Math.Min(bytes.Length, Math.Min(_pending.Length, MaxWrite) - _pendingLength);
            bytes[..count].CopyTo(_pending.AsSpan(_pendingLength));
            _pendingLength += count;
            bytes = bytes[count..];
        }
    }

    /// <summary>Makes place for at least one more byte, and for so many if one buffer holds them.</summary>
    void Reserve(int length)
    {
        if (_pendingLength == MaxWrite)
        {
            (_full ??= new Queue<byte[]>()).Enqueue(_pending);
            _pending = [];
            _pendingLength = 0;
        }
        var needed = Math.Min(_pendingLength + length, MaxWrite);
        if (needed <= _pending.Length)
            return;

        var larger = ArrayPool<byte>.Shared.Rent(Math.Min(Math.Max(needed, _pending.Length * 2), MaxWrite));
        _pending.AsSpan(0, _pendingLength).CopyTo(larger);
        Return(_pending);
        _pending = larger;
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
                Return(batch.Array!);
            }
        }
    }

    ArraySegment<byte> Take()
    {
        lock (_lock)
        {
            if (_full is { Count: > 0 })
                return new ArraySegment<byte>(_full.Dequeue(), 0, MaxWrite);
            _full = null;
            var batch = new ArraySegment<byte>(_pending, 0, _pendingLength);
            _pendingLength = 0;
            _pending = [];
            if (batch.Count > 0)
                return batch;

            Return(batch.Array!);
            _writing = Writing.No;
            if (_isComplete)
                _drained.TrySetResult();
            return default;
        }
    }

    static void Return(byte[] buffer)
    {
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }
}
