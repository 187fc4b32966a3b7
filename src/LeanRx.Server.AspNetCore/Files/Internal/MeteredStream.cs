using LeanRx.Server.AspNetCore.Http.Internal;

namespace LeanRx.Server.AspNetCore.Files.Internal;

/// <summary>An upload whose size nobody has told: its bytes are counted as they come.</summary>
sealed class MeteredStream(Stream inner, Func<int, bool> count) : ForwardOnlyStream
{
    public override bool CanRead => true;

    public override bool CanWrite => false;

    /// <exception cref="UploadRateException">They are too many.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        return read == 0 || count(read) ? read : throw new UploadRateException();
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
