using System.Reactive.Disposables;
using LeanRx.Protocol;
using LeanRx.Runtime.Internal;
using LeanRx.Sharing.Internal;
using LeanRx.Transport.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>
/// The transport as a connection sees it: frames instead of payloads. Reading happens on the transport's thread, before the serial gate, so that the gate
/// is never the slowest part; writing happens inside.
/// </summary>
internal sealed class FrameSocket(SessionParts parts, Connection connection) : IObserver<TransportEvent>, IDisposable
{
    readonly SingleAssignmentDisposable _subscription = new();
    readonly DeliveryBatch _batch = new(parts.Deliveries);
    ITransportConnection? _transport;

    public void Dial(Uri address)
    {
        _transport = parts.Options.SharedSocket?.Place(
                new SharedPlace(address, parts.Options.ApplicationId, parts.Options.ClientId, parts.Options.WireFormat, parts.Transport))
            ?? parts.Transport.Create(address, parts.Options.WireFormat.Subprotocol);
        if (_transport is IPacedConnection paced)
            paced.Paused = _batch.Pause;
        else
            _batch.End();
        _subscription.Disposable = _transport.Subscribe(this);
    }

    /// <summary>Sends a frame; yields the size of its payload in bytes.</summary>
    public int Send(Frame frame)
    {
        parts.Frames.Sent(frame);
        byte[] payload;
        try
        {
            parts.Codec.Encode(frame, parts.Buffer);
            payload = parts.Buffer.Take();
        }
        finally
        {
            parts.Buffer.Clear();
        }
        try
        {
            _transport!.Send(payload, parts.Codec.IsText);
        }
        catch (Exception exception)
        {
            OnClosed(new TransportClose(1006) { Reason = $"the transport did not send: {exception.Message}", Cause = exception });
        }
        return payload.Length;
    }

    /// <summary>The server has ended the session, and the socket lives.</summary>
    public void OnSessionEnded()
    {
        if (_transport is SharedLane lane)
            lane.HasEnded = true;
    }

    public void Dispose()
    {
        _subscription.Dispose();
        _batch.End();
    }

    public void OnNext(TransportEvent value)
    {
        switch (value.Kind)
        {
            case TransportEventKind.Opened:
                parts.Gate.Post(connection, static connection => connection.OnDialled());
                break;
            case TransportEventKind.Payload:
                _batch.Go();
                OnPayload(value.Payload, value.IsText);
                break;
            case TransportEventKind.Receiving:
                parts.Gate.Post(connection, static connection => connection.OnBytes());
                break;
            case TransportEventKind.Discarded:
                OnUnreadable(TooLarge(value.Size));
                break;
            default:
                OnClosed(value.Close!);
                break;
        }
    }

    public void OnError(Exception error) => OnClosed(new TransportClose(1006) { Reason = error.Message, Cause = error });

    public void OnCompleted() => OnClosed(new TransportClose(1006));

    void OnPayload(ReadOnlyMemory<byte> payload, bool isText)
    {
        if (payload.Length > parts.Options.MaxFrameBytes)
            OnUnreadable(TooLarge(payload.Length));
        else if (isText != parts.Codec.IsText)
            OnUnreadable($"A {(isText ? "text" : "binary")} message of {payload.Length} bytes came, which this dialect does not use; it was dropped.");
        else
            Decode(payload);
    }

    void Decode(ReadOnlyMemory<byte> payload)
    {
        Frame frame;
        try
        {
            frame = parts.Codec.Decode(payload.Span);
        }
        catch (Exception exception)
        {
            // Mostly a FrameFormatException. A codec that fails otherwise costs that frame as well, not the socket.
            OnUnreadable($"A message of {payload.Length} bytes could not be read; it was dropped. {exception.Message}", exception);
            return;
        }
        parts.Gate.PostFromSocket(connection, frame, static (connection, frame) => connection.OnFrame(frame));
    }

    void OnUnreadable(string message, Exception? exception = null) =>
        parts.Gate.PostFromSocket(connection, new Fault(FaultKind.Protocol, message, exception), static (connection, fault) => connection.OnUnreadable(fault));

    void OnClosed(TransportClose close) => parts.Gate.Post(connection, close, static (connection, close) => connection.OnSocketClosed(close));

    string TooLarge(long size) =>
        $"A message of {size} bytes came, and {parts.Options.MaxFrameBytes} is the most that is read (MaxFrameBytes); it was dropped.";
}
