using System.Reactive.Disposables;
using System.Text;
using LeanRx.Messages.Internal;
using LeanRx.Protocol;
using LeanRx.Protocol.Codecs.Internal;
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
    readonly bool _isJson = parts.Codec is JsonFrameCodec;
    readonly byte[] _clientId = Encoding.UTF8.GetBytes(parts.Options.ClientId);
    readonly PlainTextReader? _texts =
        parts.Codec is JsonFrameCodec codec && !parts.Options.HtmlEncodeMessages ? new PlainTextReader(codec, parts.Options.ClientId) : null;
    ITransportConnection? _transport;
    bool _isPaced;
    InboundBatch? _inbound;
    InboundBatch? _spare;

    public void Dial(Uri address)
    {
        _transport = parts.Options.SharedSocket?.Place(
                new SharedPlace(address, parts.Options.ApplicationId, parts.Options.ClientId, parts.Options.WireFormat, parts.Transport))
            ?? parts.Transport.Create(address, parts.Options.WireFormat.Subprotocol);
        if (_transport is IPacedConnection paced)
            (_isPaced, paced.Paused) = (true, Pause);
        else
            _batch.End();
        _subscription.Disposable = _transport.Subscribe(this);
    }

    /// <summary>Sends a frame; yields the size of its payload in bytes.</summary>
    public int Send(Frame frame)
    {
        parts.Frames.Sent(frame);
        try
        {
            parts.Codec.Encode(frame, parts.Buffer);
            var size = parts.Buffer.Written.Length;
            Write();
            return size;
        }
        finally
        {
            parts.Buffer.Clear();
        }
    }

    /// <summary>Sends a message; yields the size of its payload in bytes.</summary>
    public int Send(MessageCommand message)
    {
        if (!TryWritePlain(message))
        {
            message.Frame.Stamp(message.SerialId, parts.Options.ClientId);
            return Send(message.Frame);
        }
        try
        {
            var size = parts.Buffer.Written.Length;
            Write();
            return size;
        }
        finally
        {
            parts.Buffer.Clear();
        }
    }

    bool TryWritePlain(MessageCommand message)
    {
        if (!_isJson || message.Text is not { } text || parts.Frames.IsWatched)
            return false;
        Span<byte> token = stackalloc byte[PlainSend.LongestToken];
        return new PlainSend(message.SerialId, parts.Options.ClientId, message.ConversationId, text)
            .TryWrite(token.Slice(0, message.WriteToken(token)), parts.Buffer);
    }

    void Write()
    {
        try
        {
            if (_transport is ICopyingConnection copying)
                copying.Send(parts.Buffer.Written, parts.Codec.IsText, parts.IsAlone());
            else
                _transport!.Send(parts.Buffer.Take(), parts.Codec.IsText);
        }
        catch (Exception exception)
        {
            OnClosed(new TransportClose(1006) { Reason = $"the transport did not send: {exception.Message}", Cause = exception });
        }
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
        if (value.Kind == TransportEventKind.Payload)
        {
            _batch.Go();
            OnPayload(value.Payload, value.IsText);
            return;
        }
        if (value.Kind == TransportEventKind.Discarded)
        {
            OnUnreadable(TooLarge(value.Size));
            return;
        }
        Flush();
        if (value.Kind == TransportEventKind.Opened)
            parts.Gate.Post(connection, static connection => connection.OnDialled());
        else if (value.Kind == TransportEventKind.Receiving)
            parts.Gate.Post(connection, static connection => connection.OnBytes());
        else
            OnClosed(value.Close!);
    }

    public void OnError(Exception error) => OnClosed(new TransportClose(1006) { Reason = error.Message, Cause = error });

    public void OnCompleted() => OnClosed(new TransportClose(1006));

    void OnPayload(ReadOnlyMemory<byte> payload, bool isText)
    {
        if (payload.Length > parts.Options.MaxFrameBytes)
            OnUnreadable(TooLarge(payload.Length));
        else if (isText != parts.Codec.IsText)
            OnUnreadable($"A {(isText ? "text" : "binary")} message of {payload.Length} bytes came, which this dialect does not use; it was dropped.");
        else if (!_isJson || parts.Frames.IsWatched)
            Decode(payload);
        else if (PlainAck.TryRead(payload.Span, _clientId, out var ack))
            Pass(new InboundItem(ack));
        else if (_texts?.Read(payload.Span) is { } text)
            Pass(new InboundItem(text));
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
        Pass(new InboundItem(frame));
    }

    void OnUnreadable(string message, Exception? exception = null) => Pass(new InboundItem(new Fault(FaultKind.Protocol, message, exception)));

    /// <summary>Into the gate goes together what comes together, where the transport tells when that is over.</summary>
    void Pass(in InboundItem item)
    {
        if (!_isPaced)
        {
            parts.Gate.PostFromSocket(connection, item, static (connection, item) => item.GiveTo(connection));
            return;
        }
        _inbound ??= Interlocked.Exchange(ref _spare, null) ?? new InboundBatch();
        _inbound.Add(item);
        if (_inbound.IsFull)
            Flush();
    }

    void Flush()
    {
        if (_inbound is not { } batch)
            return;
        _inbound = null;
        parts.Gate.PostFromSocket(this, batch, static (socket, batch) => socket.Take(batch));
    }

    void Take(InboundBatch batch)
    {
        batch.TakeAll(parts.Gate, connection);
        Volatile.Write(ref _spare, batch);
    }

    void Pause()
    {
        Flush();
        _batch.Pause();
    }

    void OnClosed(TransportClose close) => parts.Gate.Post(connection, close, static (connection, close) => connection.OnSocketClosed(close));

    string TooLarge(long size) =>
        $"A message of {size} bytes came, and {parts.Options.MaxFrameBytes} is the most that is read (MaxFrameBytes); it was dropped.";
}
