#if !NETSTANDARD2_0
using System.Buffers;
using System.Runtime.CompilerServices;

namespace LeanRx.Transport.Internal;

/// <summary>
/// Sits between a WebSocket and its socket, and saves system calls: a write waits for the next one while the ledger says that another message is queued,
/// and once a read was filled to the brim the next one takes all that is there, not only what was asked for. One reader and one writer at a time, as a
/// WebSocket is. No memory of its own while idle.
/// </summary>
/// <param name="inner">The socket.</param>
/// <param name="ledger">Knows what is queued to be sent.</param>
/// <param name="arrived">Told of bytes that were read and waited for, on the reader's thread.</param>
internal sealed class CoalescingStream(Stream inner, SendLedger ledger, Action arrived) : Stream
{
    /// <summary>Held-back bytes leave when there are so many, whatever follows.</summary>
    const int WriteAt = 16 * 1024;

    const int ReadAhead = 32 * 1024;

    byte[]? _held;
    int _heldCount;
    byte[]? _buffer;
    ReadOnlyMemory<byte> _ahead;
    bool _isBusy;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var moreFollows = ledger.MoreFollows;
        if (_heldCount == 0 && (!moreFollows || buffer.Length >= WriteAt))
            return inner.WriteAsync(buffer, cancellationToken);
        if (_heldCount + buffer.Length > 2 * WriteAt)
            return WriteHeldAsync(buffer, cancellationToken);
        _held ??= ArrayPool<byte>.Shared.Rent(2 * WriteAt);
        buffer.CopyTo(_held.AsMemory(_heldCount));
        _heldCount += buffer.Length;
        return moreFollows && _heldCount < WriteAt ? default : WriteHeldAsync(default, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    async ValueTask WriteHeldAsync(ReadOnlyMemory<byte> rest, CancellationToken cancellationToken)
    {
        var held = _held!;
        var count = _heldCount;
        _held = null;
        _heldCount = 0;
        try
        {
            await inner.WriteAsync(held.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(held);
        }
        if (rest.Length > 0)
            await inner.WriteAsync(rest, cancellationToken).ConfigureAwait(false);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_ahead.Length > 0)
            return new ValueTask<int>(TakeAhead(buffer));
        return buffer.Length == 0 ? inner.ReadAsync(buffer, cancellationToken) : ReadAheadAsync(buffer, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    async ValueTask<int> ReadAheadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (!_isBusy || buffer.Length >= ReadAhead)
        {
            ReturnBuffer();
            var direct = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            _isBusy = direct == buffer.Length;
            arrived();
            return direct;
        }
        _buffer ??= ArrayPool<byte>.Shared.Rent(ReadAhead);
        var count = await inner.ReadAsync(_buffer, cancellationToken).ConfigureAwait(false);
        _isBusy = count > buffer.Length;
        arrived();
        _ahead = _buffer.AsMemory(0, count);
        return TakeAhead(buffer);
    }

    int TakeAhead(Memory<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _ahead.Length);
        _ahead[..count].CopyTo(buffer);
        _ahead = _ahead[count..];
        return count;
    }

    void ReturnBuffer()
    {
        if (_buffer is { } buffer)
        {
            _buffer = null;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Whoever wants its bytes out at once has them out; what waits, waits for a message that is already queued.</summary>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("WebSockets read asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("WebSockets write asynchronously.");

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
#endif
