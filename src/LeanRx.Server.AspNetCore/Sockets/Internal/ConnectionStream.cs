using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace LeanRx.Server.AspNetCore.Sockets.Internal;

/// <summary>A connection that HTTP has no part in. It belongs to the web host, which closes it; one reads and one writes at a time.</summary>
sealed class ConnectionStream(IDuplexPipe pipe) : Stream
{
    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads what is there; one byte at least, unless there is no room for it or the peer has ended.</summary>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var reading = pipe.Input.ReadAsync(cancellationToken);
        return reading.IsCompletedSuccessfully ? new(Take(reading.Result, buffer.Span)) : WaitAsync(reading, buffer);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var written = await pipe.Output.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (written.IsCompleted)
            throw new IOException("The connection is closed.");
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    async ValueTask<int> WaitAsync(ValueTask<ReadResult> reading, Memory<byte> buffer) => Take(await reading.ConfigureAwait(false), buffer.Span);

    int Take(ReadResult read, Span<byte> buffer)
    {
        var taken = read.Buffer.Slice(0, Math.Min(buffer.Length, read.Buffer.Length));
        taken.CopyTo(buffer);
        var count = (int)taken.Length;
        pipe.Input.AdvanceTo(taken.End);
        return count;
    }
}
