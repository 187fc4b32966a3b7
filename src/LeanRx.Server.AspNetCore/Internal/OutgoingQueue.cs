using System.Buffers;
using System.Buffers.Binary;

namespace LeanRx.Server.AspNetCore.Internal;

/// <summary>What waits to be written to one socket. Frames queued while a write runs leave together in the next one; an idle socket holds no buffer.</summary>
/// <param name="transport">The connection after the handshake.</param>
/// <param name="maxPendingBytes">Most bytes that may wait.</param>
/// <param name="onOverflow">Called once, with no lock held, when more would wait; what is queued afterwards is dropped.</param>
sealed class OutgoingQueue(Stream transport, int maxPendingBytes, Action onOverflow) : IThreadPoolWorkItem
{
    const byte FinalText = 0x81;
    const byte FinalBinary = 0x82;
    const byte FinalClose = 0x88;
    const byte FinalPing = 0x89;
    const int LongestHeader = 10;

    readonly Lock _gate = new();
    readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    byte[] _pending = [];
    int _pendingLength;
    int _inFlight;
    bool _isFlushing;
    bool _isComplete;

    /// <summary>Whether more than a share of the most that may wait is waiting.</summary>
    public bool IsFullerThan(double share)
    {
        lock (_gate)
            return _inFlight + _pendingLength > maxPendingBytes * share;
    }

    /// <summary>Queues a text message that consists of two parts.</summary>
    public void AppendText(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail = default) => AppendMessage(FinalText, head, tail);

    /// <summary>Queues a binary message that consists of two parts.</summary>
    public void AppendBinary(ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail = default) => AppendMessage(FinalBinary, head, tail);

    /// <summary>Queues a frame that is complete with its header.</summary>
    public void AppendFrame(ReadOnlySpan<byte> frame) => Append(frame, default, default, isLast: false);

    /// <summary>Queues a ping.</summary>
    public void AppendPing() => AppendMessage(FinalPing, default, default);

    /// <summary>Queues a close frame; nothing can be queued after it.</summary>
    public void AppendClose(int code, ReadOnlySpan<byte> reason)
    {
        Span<byte> head = stackalloc byte[4];
        head[0] = FinalClose;
        head[1] = (byte)(2 + reason.Length);
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)code);
        Append(head, reason, default, isLast: true);
    }

    /// <summary>Ends the queue without a close frame. Completes when what was queued has been written, or when writing failed.</summary>
    public Task CompleteAsync()
    {
        lock (_gate)
        {
            _isComplete = true;
            if (!_isFlushing)
                _drained.TrySetResult();
        }

        return _drained.Task;
    }

    /// <summary>Begins to write.</summary>
    public void Execute() => _ = FlushAsync();

    void AppendMessage(byte firstByte, ReadOnlySpan<byte> head, ReadOnlySpan<byte> tail)
    {
        Span<byte> header = stackalloc byte[LongestHeader];
        Append(header[..WriteHeader(header, firstByte, head.Length + tail.Length)], head, tail, isLast: false);
    }

    void Append(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, bool isLast)
    {
        var length = first.Length + second.Length + third.Length;
        lock (_gate)
        {
            if (_isComplete)
                return;

            if (isLast || _inFlight + _pendingLength + length <= maxPendingBytes)
            {
                Reserve(length);
                var target = _pending.AsSpan(_pendingLength);
                first.CopyTo(target);
                second.CopyTo(target[first.Length..]);
                third.CopyTo(target[(first.Length + second.Length)..]);
                _pendingLength += length;
                _isComplete = isLast;
                if (_isFlushing)
                    return;

                _isFlushing = true;
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return;
            }

            _isComplete = true;
        }

        onOverflow();
    }

    void Reserve(int length)
    {
        var needed = _pendingLength + length;
        if (needed <= _pending.Length)
            return;

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, _pending.Length * 2));
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
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
            {
                // The connection is gone; its reader sees that too and says so.
                Discard();
                return;
            }
            finally
            {
                Return(batch.Array!);
            }
        }
    }

    ArraySegment<byte> Take()
    {
        lock (_gate)
        {
            var batch = new ArraySegment<byte>(_pending, 0, _pendingLength);
            _inFlight = _pendingLength;
            _pendingLength = 0;
            _pending = [];
            if (batch.Count > 0)
                return batch;

            Return(batch.Array!);
            _isFlushing = false;
            if (_isComplete)
                _drained.TrySetResult();
            return default;
        }
    }

    void Discard()
    {
        lock (_gate)
        {
            Return(_pending);
            _pending = [];
            _pendingLength = 0;
            _isComplete = true;
            _isFlushing = false;
            _drained.TrySetResult();
        }
    }

    static void Return(byte[] buffer)
    {
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }

    static int WriteHeader(Span<byte> header, byte firstByte, int length)
    {
        header[0] = firstByte;
        if (length < 126)
        {
            header[1] = (byte)length;
            return 2;
        }

        if (length <= ushort.MaxValue)
        {
            header[1] = 126;
            BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)length);
            return 4;
        }

        header[1] = 127;
        BinaryPrimitives.WriteUInt64BigEndian(header[2..], (ulong)length);
        return 10;
    }
}
