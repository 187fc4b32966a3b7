using System.Net.WebSockets;

namespace LeanRx.Benchmarks.Servers;

/// <summary>Answers the frames of one client one by one, each with a write of its own.</summary>
sealed class BareSocket(WebSocket socket, FanSockets fan, int room = 64 * 1024)
{
    readonly BareAnswers _answers = new();
    bool _isRegistered;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[room];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult piece;
            do
            {
                piece = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken);
                length += piece.Count;
            }
            while (!piece.EndOfMessage);
            if (piece.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
                return;
            }
            var (answer, pushes) = _answers.To(buffer.AsSpan(0, length));
            Register();
            if (answer > 0)
                await SendAsync(answer, cancellationToken);
            if (_answers is { IsMessage: true, Peer: "sender" })
                await fan.BroadcastAsync(cancellationToken);
            for (var i = 0; i < pushes; i++)
                await SendAsync(PushFrames.Write(_answers.Output), cancellationToken);
        }
    }

    ValueTask SendAsync(int length, CancellationToken cancellationToken) =>
        socket.SendAsync(_answers.Output.AsMemory(0, length), WebSocketMessageType.Text, true, cancellationToken);

    void Register()
    {
        if (_isRegistered || _answers.Peer?.StartsWith("member", StringComparison.Ordinal) != true)
            return;
        _isRegistered = true;
        fan.Add(socket);
    }
}
