using System.Net.WebSockets;
using System.Reactive.Concurrency;
using System.Runtime.Versioning;
using LeanRx.Transport.Internal;
using Microsoft.Extensions.Logging;

namespace LeanRx.Transport.Sockets.Internal;

/// <summary>One WebSocket connection over a socket of its own.</summary>
[UnsupportedOSPlatform("browser")]
sealed class SocketConnection(Uri address, string subprotocol, int maxPayloadBytes, IScheduler scheduler, ILogger logger, SocketDialler dialler)
    : TransportConnection(address, scheduler, logger), IPayloadOwner
{
    /// <summary>Cancels the dial; null once it is over.</summary>
    CancellationTokenSource? _dial;
    FrameSender? _sender;

    protected override void Dial()
    {
        var dial = _dial = new CancellationTokenSource();
        _ = Task.Run(() => RunAsync(dial.Token), CancellationToken.None);
    }

    async Task RunAsync(CancellationToken cancellationToken)
    {
        Dialled dialled;
        try
        {
            dialled = await dialler.DialAsync(Address, subprotocol, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            EndDial(exception);
            return;
        }
        if (TryOpen((Connection: this, dialled.Stream), static it => it.Connection.Take(it.Stream)))
            _ = ReadAsync(dialled);
        else
            await dialled.Stream.DisposeAsync().ConfigureAwait(false);
    }

    void Take(Stream stream)
    {
        _dial = null;
        _sender = new FrameSender(stream, static sender =>
            ThreadPool.UnsafeQueueUserWorkItem(static sender => sender.TakeTurnAsync(), sender, preferLocal: false));
    }

    async Task ReadAsync(Dialled dialled)
    {
        Tell(TransportEvent.Opened());
        TransportClose close;
        var reader = new PayloadReader(dialled.Stream, _sender!, maxPayloadBytes, this);
        try
        {
            await reader.RunAsync(dialled.Ahead).ConfigureAwait(false);
            (var answer, close) = FramingEnd.Of(reader.Frames);
            await _sender!.SendCloseAsync(answer).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            close = FramingEnd.Of(exception);
        }
        End(close);
    }

    void IPayloadOwner.OnPayload(TransportEvent what) => Tell(what);

    void IPayloadOwner.OnPause() => Paused?.Invoke();

    public override void Send(ReadOnlySpan<byte> payload, bool isText, bool isAlone)
    {
        if (IsOpen)
            _sender!.Post(payload, isText, isAlone);
    }

    protected override void BeginClose() => _ = _sender!.SendCloseAsync(WebSocketCloseStatus.NormalClosure);

    protected override void LetGo()
    {
        _dial?.Cancel();
        _sender?.Dispose();
    }
}
