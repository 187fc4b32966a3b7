using System.Buffers;
using System.Net.WebSockets;
using LeanRx.Protocol;
using LeanRx.Protocol.Framing.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.AspNetCore.Sockets.Internal;

/// <summary>
/// Reads frames from one socket and hands them to the engine, one after the other; what a read brings is answered together. Memory grows with what has come,
/// never with what a sender claims. A frame that is too long is read on to twice the bound, so that its command can be answered; what is longer still closes
/// the connection.
/// </summary>
sealed class SocketReader : IWebSocketFrameSink
{
    /// <summary>Room for what a read brings.</summary>
    const int Room = 16 * 1024;

    /// <summary>What a frame keeps that is not whole, while nothing comes.</summary>
    const int Small = 4 * 1024;

    /// <summary>Most bytes of one read: no message can be too long that begins in it, whatever the bound was before.</summary>
    const int MostAtOnce = 64 * 1024;

    /// <summary>Room for more messages is not kept while nothing comes.</summary>
    const int FewMessages = 4;

    readonly Stream _stream;
    readonly ClientSocket _socket;
    readonly ServerConnection _connection;
    readonly ReceiveBudget _budget;
    readonly WebSocketFrameReader _frames;
    byte[] _buffer = [];
    int _kept;
    List<Received>? _received;
    int _handedIn;

    /// <summary>Makes a reader.</summary>
    /// <param name="stream">The connection after the handshake.</param>
    /// <param name="socket">Whose it is.</param>
    /// <param name="connection">Where to.</param>
    /// <param name="budget">What all sockets together may keep.</param>
    public SocketReader(Stream stream, ClientSocket socket, ServerConnection connection, ReceiveBudget budget)
    {
        _stream = stream;
        _socket = socket;
        _connection = connection;
        _budget = budget;
        _frames = new WebSocketFrameReader(this, MostBytes, isServer: true);
    }

    /// <summary>A message in the buffer; where it was too long, nothing of it is there.</summary>
    readonly record struct Received(int Start, int Size, bool IsText, bool IsKept);

    /// <summary>What the peer closed with; null before.</summary>
    public int? CloseCode => _frames.CloseCode;

    string TooLong => $"A frame is larger than {_connection.MaxFrameBytes} bytes.";

    int MostBytes => _socket.IsClosing ? 0 : (int)Math.Min(_connection.MaxFrameBytes * 2L, Array.MaxLength / 2);

    /// <summary>Reads until the peer closes. Returns after the peer's close frame.</summary>
    /// <exception cref="WebSocketException">The peer broke the rules of WebSocket; it has been told then.</exception>
    /// <exception cref="IOException">The connection broke.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!_frames.IsOver)
            {
                await WaitAsync(cancellationToken).ConfigureAwait(false);
                Reserve();
                var space = _buffer.AsMemory(_kept, Math.Min(_buffer.Length - _kept, MostAtOnce));
                var count = await _stream.ReadAsync(space, cancellationToken).ConfigureAwait(false);
                if (count == 0)
                    throw new EndOfStreamException("The client went without a close frame.");
                _connection.NotifyActivity();
                _frames.MaxMessageBytes = MostBytes;
                _kept = _frames.Read(_buffer.AsSpan(0, _kept + count), _kept);
                await HandInAllAsync().ConfigureAwait(false);
                KeepRest();
            }
        }
        finally
        {
            Release();
        }
        if (_frames.Failure is not { } failure)
            return;
        _socket.Close(failure.Code, "");
        throw new WebSocketException(WebSocketError.Faulted, failure.Message);
    }

    void IWebSocketFrameSink.OnMessage(int end, int size, bool isText) => (_received ??= []).Add(new Received(end - size, size, isText, IsKept: true));

    void IWebSocketFrameSink.OnDiscarded(long size, bool isText) => (_received ??= []).Add(new Received(0, 0, isText, IsKept: false));

    void IWebSocketFrameSink.OnPing(ReadOnlySpan<byte> payload) => _socket.Queue.AppendPong(payload);

    /// <summary>Waits for the peer with no more of a buffer than what it has sent takes.</summary>
    async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        var waiting = _stream.ReadAsync(Memory<byte>.Empty, cancellationToken);
        if (!waiting.IsCompleted)
        {
            if (_kept == 0)
                Release();
            else if (_kept <= Small && _buffer.Length > Small)
                Move(Small);
        }
        await waiting.ConfigureAwait(false);
    }

    async ValueTask HandInAllAsync()
    {
        // Answers that the peer does not take are no reason to make more.
        do
        {
            await HandInSome().ConfigureAwait(false);
            await _socket.AnswersTakenAsync().ConfigureAwait(false);
        }
        while (_handedIn < _received?.Count);
        _handedIn = 0;
        if (_frames.IsInside && _frames.Size > _frames.MaxMessageBytes)
            RejectLength();
    }

    /// <summary>Hands in messages until one has to be waited for.</summary>
    ValueTask HandInSome()
    {
        using var batch = WriteBatch.Begin();
        while (_handedIn < _received?.Count)
        {
            var handing = HandIn(_received[_handedIn++]);
            if (!handing.IsCompletedSuccessfully || !_socket.AnswersTakenAsync().IsCompleted)
                return handing;
        }
        return default;
    }

    ValueTask HandIn(Received message)
    {
        if (_socket.IsClosing)
            return default;
        if (!message.IsKept)
            RejectLength();
        else if (message.IsText != _socket.Decoder.IsText)
            _connection.Reject(ErrorCodes.UnparseableRawMessage, $"A {(message.IsText ? "text" : "binary")} message came where " +
                $"{(message.IsText ? "binary" : "text")} was due.");
        else if (Decode(_buffer.AsSpan(message.Start, message.Size)) is not { } frame)
            return default;
        else if (message.Size <= _connection.MaxFrameBytes)
            return _connection.ReceiveAsync(frame);
        else
            _connection.Refuse(frame, ErrorCodes.FrameTooLong, TooLong);
        return default;
    }

    void RejectLength()
    {
        if (!_socket.IsClosing)
            _connection.Reject(ErrorCodes.FrameTooLong, TooLong);
    }

    Frame? Decode(ReadOnlySpan<byte> payload)
    {
        try
        {
            return _socket.Decoder.Decode(payload);
        }
        catch (FrameFormatException exception)
        {
            _connection.Reject(exception);
            return null;
        }
    }

    /// <summary>The beginning of the next message goes to the beginning of the buffer.</summary>
    void KeepRest()
    {
        if (_received is not { Count: > 0 })
            return;
        var end = 0;
        foreach (var message in _received)
            end = Math.Max(end, message.Start + message.Size);
        _received.Clear();
        _buffer.AsSpan(end, _kept - end).CopyTo(_buffer);
        _kept -= end;
    }

    /// <summary>Makes room for more. Where there is none among all the sockets, what was kept of a message goes, and the connection with it.</summary>
    void Reserve()
    {
        if (_buffer.Length - _kept >= Small)
            return;
        Move(Math.Max(Room, _buffer.Length * 2));
        if (_budget.TryTake(_buffer.Length))
            return;
        RejectLength();
        _kept = 0;
        Move(Room);
    }

    void Move(int length)
    {
        var moved = ArrayPool<byte>.Shared.Rent(length);
        _buffer.AsSpan(0, _kept).CopyTo(moved);
        Return();
        _buffer = moved;
    }

    void Release()
    {
        Return();
        _buffer = [];
        _kept = 0;
        if (_received?.Capacity > FewMessages)
            _received = null;
    }

    void Return()
    {
        if (_buffer.Length == 0)
            return;
        _budget.GiveBack(_buffer.Length);
        ArrayPool<byte>.Shared.Return(_buffer);
    }
}
