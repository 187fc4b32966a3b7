using System.Reactive.Concurrency;
using System.Text;
using LeanRx.Protocol;

namespace LeanRx.Server.AspNetCore.Internal;

/// <summary>The engine's end of one socket: encodes frames into the socket's queue.</summary>
/// <param name="encoding">How frames are written here.</param>
/// <param name="abort">Cuts the connection.</param>
sealed class ClientSocket(ServerHost host, FrameEncoding encoding, Stream transport, Action<SocketLoss> abort) : IFrameSink
{
    const int LongestReason = 123;

    readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly IFrameCodec _codec = host.Codecs[encoding];
    Addressee? _addressee;
    int _isClosing;
    IDisposable? _closeTimeout;

    public IFrameCodec Codec => _codec;

    /// <summary>What waits to be written.</summary>
    public OutgoingQueue Queue { get; } = new(transport, host.Engine.Options.Limits.MaxPendingBytes, () => abort(SocketLoss.SlowReader));

    /// <summary>Completes when the socket is done with.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Whether a close is queued: nothing can be said any more, and what the peer says is not read.</summary>
    public bool IsClosing => Volatile.Read(ref _isClosing) != 0;

    /// <inheritdoc/>
    public void Send(Frame frame)
    {
        var output = Scratch.Take();
        _codec.Encode(frame, output);
        if (_codec.IsText)
            Queue.AppendText(output.WrittenSpan);
        else
            Queue.AppendBinary(output.WrittenSpan);
        Scratch.Return(output);
    }

    /// <inheritdoc/>
    public void Send(Broadcast broadcast, string peerId)
    {
        if (broadcast.DropsAbove is { } share && Queue.IsFullerThan(share))
            return;
        if (encoding == FrameEncoding.ProtobufBase64)
        {
            // Nothing can be put before text that is base64 of something else.
            Send(broadcast.Frame with { PeerId = peerId });
            return;
        }

        var addressee = _addressee;
        if (addressee?.PeerId != peerId)
            _addressee = addressee = new Addressee(peerId, encoding);
        addressee.Append(Queue, broadcast.Encode(_codec).Span);
    }

    /// <inheritdoc/>
    public void Ping() => Queue.AppendPing();

    /// <inheritdoc/>
    public void Close(int code, string reason)
    {
        if (Interlocked.Exchange(ref _isClosing, 1) != 0)
            return;

        var bytes = Encoding.UTF8.GetBytes(reason);
        var length = bytes.Length;
        if (length > LongestReason)
        {
            length = LongestReason;
            while ((bytes[length] & 0xC0) == 0x80)
                length--;
        }

        LimitClose();
        Queue.AppendClose(code, bytes.AsSpan(0, length));
    }

    /// <summary>Cuts the connection if it is not done within the close timeout.</summary>
    public void LimitClose()
    {
        var timeout = host.Engine.Options.Scheduler.Schedule(host.Options.CloseTimeout, () => abort(SocketLoss.CloseTimeout));
        Interlocked.Exchange(ref _closeTimeout, timeout)?.Dispose();
        if (_completion.Task.IsCompleted)
            timeout.Dispose();
    }

    /// <summary>Cuts the connection.</summary>
    public void Abort(SocketLoss loss) => abort(loss);

    /// <summary>Tells that the socket is done with.</summary>
    public void Complete()
    {
        _completion.TrySetResult();
        Interlocked.Exchange(ref _closeTimeout, null)?.Dispose();
    }
}
