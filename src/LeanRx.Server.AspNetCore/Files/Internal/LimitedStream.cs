using LeanRx.Server.AspNetCore.Http.Internal;
using Microsoft.AspNetCore.Http;

namespace LeanRx.Server.AspNetCore.Files.Internal;

/// <summary>Reads an upload up to the limit; what would go beyond it is not handed on.</summary>
sealed class LimitedStream(Stream inner, long limit) : ForwardOnlyStream
{
    long _left = limit;

    public override bool CanRead => true;

    public override bool CanWrite => false;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is (IOException and not BadHttpRequestException) or OverflowException or InvalidDataException)
        {
            // A body that breaks the rules of HTTP; the web host has no one exception for all of them.
            throw new BadHttpRequestException("The body of the request cannot be read: " + exception.Message, exception);
        }

        _left -= read;
        return _left >= 0 ? read : throw new FileTooLargeException();
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
