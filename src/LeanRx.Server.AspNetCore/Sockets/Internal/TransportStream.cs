using LeanRx.Server.AspNetCore.Http.Internal;
using LeanRx.Server.Hosting;

namespace LeanRx.Server.AspNetCore.Sockets.Internal;

/// <summary>
/// Stands between ASP.NET Core's WebSocket and its connection. The WebSocket reads through it, and its pings, pongs and closes, each one whole frame, join the
/// queue of the messages.
/// </summary>
sealed class TransportStream(Stream transport) : ForwardOnlyStream
{
    OutgoingQueue? _queue;
    ServerConnection? _listener;

    /// <summary>The connection itself.</summary>
    public Stream Transport { get; } = transport;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    /// <summary>Names the queue; until then nothing is written.</summary>
    public void WriteTo(OutgoingQueue queue) => _queue = queue;

    /// <summary>Names who is told that something came: the WebSocket itself keeps pings and pongs to itself.</summary>
    public void TellOfReads(ServerConnection listener) => _listener = listener;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await Transport.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (count > 0)
            _listener?.Hear();
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _queue?.AppendFrame(buffer.Span);
        return default;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => _queue?.AppendFrame(buffer.AsSpan(offset, count));

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

}
