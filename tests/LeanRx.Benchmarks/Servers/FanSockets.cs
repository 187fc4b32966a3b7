using System.Net.WebSockets;

namespace LeanRx.Benchmarks.Servers;

/// <summary>The yardstick of fan-out: every message of the client named sender is awaited to every other socket, one after the other.</summary>
sealed class FanSockets
{
    readonly List<WebSocket> _members = [];
    readonly byte[] _push = new byte[PushFrames.FrameLength];

    public void Add(WebSocket socket)
    {
        lock (_members)
            _members.Add(socket);
    }

    public async Task BroadcastAsync(CancellationToken cancellationToken)
    {
        WebSocket[] members;
        lock (_members)
            members = [.. _members.Where(member => member.State == WebSocketState.Open)];
        PushFrames.Write(_push);
        foreach (var member in members)
            await member.SendAsync(_push.AsMemory(), WebSocketMessageType.Text, true, cancellationToken);
    }
}
