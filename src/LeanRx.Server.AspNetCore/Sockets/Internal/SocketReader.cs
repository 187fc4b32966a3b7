using System.Buffers;
using System.Net.WebSockets;
using LeanRx.Protocol;
using LeanRx.Server.Hosting;

namespace LeanRx.Server.AspNetCore.Sockets.Internal;

/// <summary>
/// Reads frames from one socket and hands them to the engine, one after the other. Memory grows with what has come, never with what a sender claims. A frame
/// that is too long is read on to twice the bound, so that its command can be answered; what is longer still closes the connection.
/// </summary>
sealed class SocketReader(WebSocket webSocket, ClientSocket socket, ServerConnection connection, ReceiveBudget budget)
{
    const int FirstBuffer = 4 * 1024;

    byte[] _buffer = [];
    int _length;

    /// <summary>Reads until the peer closes. Returns after the peer's close frame.</summary>
    /// <exception cref="WebSocketException">The connection broke, or the peer broke the rules of WebSocket; it has been told then.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            // An idle socket waits without a buffer of ours.
            while (await webSocket.ReceiveAsync(Memory<byte>.Empty, cancellationToken)
                .ConfigureAwait(false) is { MessageType: not WebSocketMessageType.Close } start)
            {
                var isComplete = await ReadMessageAsync(start, cancellationToken).ConfigureAwait(false);
                if (socket.IsClosing)
                    continue;
                if (!isComplete)
                    connection.Reject(ErrorCodes.FrameTooLong, TooLong);
                else if (start.MessageType == WebSocketMessageType.Text != socket.Codec.IsText)
                    connection.Reject(ErrorCodes.UnparseableRawMessage,
                        $"A {(socket.Codec.IsText ? "binary message came where text" : "text message came where binary")} was due.");
                else if (Decode() is { } frame)
                    await HandInAsync(frame).ConfigureAwait(false);
                Release();
                // Answers that the peer does not take are no reason to make more.
                await socket.AnswersTakenAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            Release();
        }
    }

    string TooLong => $"A frame is larger than {connection.MaxFrameBytes} bytes.";

    /// <summary>Reads one message into the buffer; false when it is larger than can be answered, with the rest of it unread.</summary>
    async ValueTask<bool> ReadMessageAsync(ValueWebSocketReceiveResult result, CancellationToken cancellationToken)
    {
        _length = 0;
        var most = (int)Math.Min(connection.MaxFrameBytes * 2L, Array.MaxLength - 1);
        while (!result.EndOfMessage)
        {
            if (socket.IsClosing)
                _length = 0;
            else if (_length > most)
                return false;

            // A receive fills what it is given, so it is never given more than shows that the frame is too long.
            if (!Reserve())
                return false;
            var space = _buffer.AsMemory(_length, Math.Min(_buffer.Length, most + 1) - _length);
            result = await webSocket.ReceiveAsync(space, cancellationToken).ConfigureAwait(false);
            _length += result.Count;
        }

        return _length <= most;
    }

    ValueTask HandInAsync(Frame frame)
    {
        if (_length <= connection.MaxFrameBytes)
            return connection.ReceiveAsync(frame);
        connection.Refuse(frame, ErrorCodes.FrameTooLong, TooLong);
        return default;
    }

    Frame? Decode()
    {
        try
        {
            return socket.Codec.Decode(_buffer.AsSpan(0, _length));
        }
        catch (FrameFormatException exception)
        {
            connection.Reject(exception);
            return null;
        }
    }

    /// <summary>Makes room for more; false when there is none among all the sockets.</summary>
    bool Reserve()
    {
        if (_length < _buffer.Length)
            return true;

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstBuffer, _buffer.Length * 2));
        _buffer.AsSpan(0, _length).CopyTo(larger);
        Return();
        _buffer = larger;
        return budget.TryTake(larger.Length);
    }

    void Release()
    {
        Return();
        _buffer = [];
        _length = 0;
    }

    void Return()
    {
        if (_buffer.Length == 0)
            return;
        budget.GiveBack(_buffer.Length);
        ArrayPool<byte>.Shared.Return(_buffer);
    }
}
