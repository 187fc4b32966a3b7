using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace LeanRx.Server.AspNetCore.Sockets.Internal;

/// <summary>A connection that HTTP has no part in. It belongs to the web host, which closes it; one reads and one writes at a time.</summary>
/// <param name="pipe">The connection.</param>
/// <param name="socket">
/// What it is over, if bytes go there as they are and none has been written: it takes them on the thread that writes, which spares a copy and a wake-up of the
/// host's own. Null: what is written goes through the pipe.
/// </param>
sealed class ConnectionStream(IDuplexPipe pipe, Socket? socket) : Stream
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

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        socket is null ? WriteToPipeAsync(buffer, cancellationToken) : SendAsync(socket, buffer, cancellationToken);

    static async ValueTask SendAsync(Socket socket, ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            while (buffer.Length > 0)
                buffer = buffer[await socket.SendAsync(buffer, SocketFlags.None, cancellationToken).ConfigureAwait(false)..];
        }
        catch (SocketException exception)
        {
            throw new IOException("The connection is closed.", exception);
        }
    }

    async ValueTask WriteToPipeAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
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
