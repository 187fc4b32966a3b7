using System.Reactive.Concurrency;
using System.Text;
using LeanRx.Protocol;
using LeanRx.Protocol.Codecs.Internal;
using LeanRx.Server.AspNetCore.Logging.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.AspNetCore.Sockets.Internal;

/// <summary>The engine's end of one socket: encodes frames into the socket's queue.</summary>
sealed class ClientSocket : IFrameSink
{
    const int LongestReason = 123;

    readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly MessagingEngine _engine;
    readonly TimeSpan _closeTime;
    readonly FrameEncoding _encoding;
    readonly IFrameCodec _codec;
    readonly Action<SocketLoss> _abort;
    Addressee? _addressee;
    int _isClosing;
    IDisposable? _closeTimeout;

    /// <summary>Makes the end of a socket.</summary>
    /// <param name="engine">Whose it is.</param>
    /// <param name="codecs">All there are.</param>
    /// <param name="closeTimeout">How long the peer has to answer a close.</param>
    /// <param name="encoding">How frames are written here.</param>
    /// <param name="transport">Where to.</param>
    /// <param name="abort">Cuts the connection.</param>
    public ClientSocket(MessagingEngine engine, FrameCodecs codecs, TimeSpan closeTimeout, FrameEncoding encoding, Stream transport, Action<SocketLoss> abort)
    {
        _engine = engine;
        _closeTime = closeTimeout;
        _encoding = encoding;
        _codec = codecs[encoding];
        Decoder = codecs.DecoderOf(encoding);
        _abort = abort;
        Backlog = engine.OpenBacklog(OnOverflow);
        Queue = new OutgoingQueue(transport, Backlog, () => Connection?.NotifyActivity());
    }

    /// <summary>Reads what the peer says.</summary>
    public IFrameCodec Decoder { get; }

    /// <summary>How much waits to be written.</summary>
    public SendBacklog Backlog { get; }

    /// <summary>What waits to be written.</summary>
    public OutgoingQueue Queue { get; }

    /// <summary>The engine's connection, once there is one.</summary>
    public ServerConnection? Connection { get; set; }

    /// <summary>Completes when the socket is done with.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Whether a close is queued: nothing can be said any more, and what the peer says is not read.</summary>
    public bool IsClosing => Volatile.Read(ref _isClosing) != 0;

    /// <inheritdoc/>
    public void Send(Frame frame)
    {
        var output = ThreadBuffer.Take();
        _codec.Encode(frame, output);
        if (_codec.IsText)
            Queue.AppendText(output.WrittenSpan, isAnswer: IsAnswer(frame));
        else
            Queue.AppendBinary(output.WrittenSpan, isAnswer: IsAnswer(frame));
        ThreadBuffer.Return(output);
    }

    /// <inheritdoc/>
    void IFrameSink.Send(in AcceptedSend answer)
    {
        if (_encoding != FrameEncoding.Json)
        {
            Send(answer.ToFrame());
            return;
        }
        var output = ThreadBuffer.Take();
        answer.Write(output);
        Queue.AppendText(output.WrittenSpan, isAnswer: IsAnswer(answer.SerialId));
        ThreadBuffer.Return(output);
    }

    /// <inheritdoc/>
    public Task RoomAsync(CancellationToken cancellationToken = default) => OnOwnThread(Backlog.RoomAsync(cancellationToken));

    /// <summary>Completes when so few answers wait that the next command may be read.</summary>
    public Task AnswersTakenAsync() => OnOwnThread(Backlog.AnswersTakenAsync());

    /// <inheritdoc/>
    public void Send(FanOutFrame broadcast, string peerId)
    {
        if (broadcast.DropsAbove is { } share && Backlog.IsFullerThan(share))
            return;
        if (_encoding == FrameEncoding.ProtobufBase64)
        {
            // Nothing can be put before text that is base64 of something else.
            Send(broadcast.Frame with { PeerId = peerId });
            return;
        }

        var addressee = _addressee;
        if (addressee?.PeerId != peerId)
            _addressee = addressee = new Addressee(peerId, _encoding);
        Queue.Append(broadcast, _codec, addressee);
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
        var timeout = _engine.Options.Scheduler.Schedule(_closeTime, () => _abort(SocketLoss.CloseTimeout));
        Interlocked.Exchange(ref _closeTimeout, timeout)?.Dispose();
        if (_completion.Task.IsCompleted)
            timeout.Dispose();
    }

    /// <summary>Cuts the connection.</summary>
    public void Abort(SocketLoss loss) => _abort(loss);

    /// <summary>Tells that the socket is done with.</summary>
    public void Complete()
    {
        Backlog.Dispose();
        _completion.TrySetResult();
        Interlocked.Exchange(ref _closeTimeout, null)?.Dispose();
    }

    /// <summary>What follows does not hold up whoever writes.</summary>
    static Task OnOwnThread(Task ready)
    {
        return ready.IsCompleted ? ready : HopAsync();

        async Task HopAsync()
        {
            await ready.ConfigureAwait(false);
            await Task.Yield();
        }
    }

    static bool IsAnswer(Frame frame) => frame is HeartbeatFrame || IsAnswer(frame.SerialId);

    static bool IsAnswer(int? serialId) => serialId is not (null or 0);

    void OnOverflow(BacklogOverflow overflow)
    {
        Queue.Discard();
        _abort(overflow == BacklogOverflow.Total ? SocketLoss.Overload : SocketLoss.SlowReader);
    }
}
