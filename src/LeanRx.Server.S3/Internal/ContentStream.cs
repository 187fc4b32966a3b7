using Amazon.S3.Model;

namespace LeanRx.Server.S3.Internal;

/// <summary>The bytes of an object, asked for from where they are first read.</summary>
sealed class ContentStream(Bucket bucket, string key, long length) : Stream
{
    GetObjectResponse? _response;
    long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        var position = offset + (origin == SeekOrigin.Begin ? 0 : origin == SeekOrigin.Current ? _position : length);
        ArgumentOutOfRangeException.ThrowIfNegative(position, nameof(offset));
        if (position != _position) Drop();
        return _position = position;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= length || buffer.IsEmpty) return 0;
        _response ??= await bucket.OpenAsync(key, _position, cancellationToken).ConfigureAwait(false);
        try
        {
            var count = await _response.ResponseStream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (count == 0) throw new EndOfStreamException("The object store ended its answer too early.");
            _position += count;
            return count;
        }
        catch (Exception exception) when (exception is not EndOfStreamException && Failure.IsOurs(exception))
        {
            throw Failure.Told("read", exception);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException("The bytes are on another machine: read them with ReadAsync.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) Drop();
        base.Dispose(disposing);
    }

    void Drop()
    {
        _response?.Dispose();
        _response = null;
    }
}
