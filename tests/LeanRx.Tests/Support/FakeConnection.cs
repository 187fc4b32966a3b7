using System.Buffers;
using System.Reactive.Disposables;
using System.Text;

namespace LeanRx.Tests.Support;

/// <summary>One connection of a <see cref="FakeTransport"/>, seen from the server.</summary>
sealed class FakeConnection(FakeTransport transport, Uri address, string subprotocol) : ITransportConnection
{
    readonly List<SentFrame> _sent = [];
    IObserver<TransportEvent>? _observer;

    public Uri Address { get; } = address;

    public string Subprotocol { get; } = subprotocol;

    /// <summary>When it was dialled, in seconds of virtual time.</summary>
    public double DialledAt { get; private set; }

    /// <summary>Whether the client let go of it.</summary>
    public bool IsDisposed { get; private set; }

    public bool IsClosed { get; private set; }

    public bool IsLive => !IsDisposed && !IsClosed;

    /// <summary>Everything that the client sent, heartbeats included.</summary>
    public IReadOnlyList<SentFrame> Sent => _sent;

    /// <summary>The names of what the client sent, for example <c>session/open</c>; heartbeats are <c>{}</c>.</summary>
    public IEnumerable<string> SentNames => _sent.Select(sent => sent.Name);

    /// <summary>The one frame of that name that the client sent; the last if there are several.</summary>
    public SentFrame Received(string name) => _sent.LastOrDefault(sent => sent.Name == name)
        ?? throw new InvalidOperationException($"No {name} came, only: {string.Join(", ", SentNames)}");

    public void Open() => _observer!.OnNext(TransportEvent.Opened());

    /// <summary>The server sends a frame.</summary>
    public void Receive(Frame frame)
    {
        var buffer = new ArrayBufferWriter<byte>();
        JsonFrameCodec.Default.Encode(frame, buffer);
        ReceiveBytes(buffer.WrittenSpan.ToArray(), isText: true);
    }

    /// <summary>The server sends a text.</summary>
    public void ReceiveText(string text) => ReceiveBytes(Encoding.UTF8.GetBytes(text), isText: true);

    public void ReceiveBytes(byte[] payload, bool isText) => _observer!.OnNext(TransportEvent.Received(payload, isText));

    public void ReceiveEvent(TransportEvent value) => _observer!.OnNext(value);

    /// <summary>The connection ends, as the socket of the client sees it.</summary>
    public void Close(int code = 1006, string? reason = null)
    {
        IsClosed = true;
        _observer!.OnNext(TransportEvent.Closed(new TransportClose(code) { Reason = reason }));
        _observer.OnCompleted();
    }

    public IDisposable Subscribe(IObserver<TransportEvent> observer)
    {
        _observer = observer;
        DialledAt = transport.Seconds;
        transport.OnDial(this);
        return Disposable.Create(() => IsDisposed = true);
    }

    public void Send(ReadOnlyMemory<byte> payload, bool isText)
    {
        if (!IsLive)
            return;
        Assert.True(isText);
        var sent = new SentFrame(this, JsonFrameCodec.Default.Decode(payload.Span), transport.Seconds, payload.ToArray());
        _sent.Add(sent);
        transport.OnSent(sent);
    }
}
