#if NET
namespace LeanRx.Transport.Internal;

/// <summary>
/// A connection while the handshake is made over it. Whoever reads the answer is given its head and nothing behind it, so that the connection can be taken from
/// him afterwards: what he holds for it, more than the socket itself does, he need not hold for the life of the socket.
/// </summary>
internal sealed class HandshakeStream(Stream inner) : Stream
{
    const int LongestHead = 64 * 1024;

    byte[] _read = [];
    int _given;
    int _length;
    int _headEnd = -1;
    bool _isTaken;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    /// <summary>Takes the connection: from now on this stream does nothing.</summary>
    /// <param name="ahead">What was read behind the head.</param>
    public Stream Take(out ReadOnlyMemory<byte> ahead)
    {
        // Nothing is held for nothing.
        ahead = _given < _length ? _read.AsMemory(_given, _length - _given) : default;
        _isTaken = true;
        return inner;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_headEnd < 0 && _given == _length && buffer.Length > 0)
        {
            if (_length == LongestHead)
                throw new IOException($"The answer to the handshake has a head of more than {LongestHead} bytes.");
            if (_length == _read.Length)
                Array.Resize(ref _read, Math.Max(1024, _read.Length * 2));
            var count = await inner.ReadAsync(_read.AsMemory(_length), cancellationToken).ConfigureAwait(false);
            if (count == 0)
                return 0;
            var searched = Math.Max(0, _length - 3);
            _length += count;
            var end = _read.AsSpan(searched, _length - searched).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
                _headEnd = searched + end + 4;
        }
        // Behind the head of a refusal comes its body.
        var until = _headEnd > _given ? _headEnd : _length;
        if (_given == until)
            return await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        var given = Math.Min(buffer.Length, until - _given);
        _read.AsSpan(_given, given).CopyTo(buffer.Span);
        _given += given;
        return given;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read asynchronously.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is written asynchronously.");

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
        if (disposing && !_isTaken)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
#endif
