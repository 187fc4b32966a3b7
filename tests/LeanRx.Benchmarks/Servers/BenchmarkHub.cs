using Microsoft.AspNetCore.SignalR;

namespace LeanRx.Benchmarks.Servers;

/// <summary>The same work as <see cref="BareSocket"/>, as a hub.</summary>
sealed class BenchmarkHub : Hub
{
    public HubAck Send(string cid, string msg) => new(PushFrames.NextId(), 1700000000123);

    public async Task Push(int count)
    {
        for (var i = 0; i < count; i++)
            await Clients.Caller.SendAsync("message", new HubMessage(PushFrames.NextId(), PushFrames.Conversation, "tom", 1700000000123, PushFrames.Text));
    }
}

/// <summary>The answer to a message.</summary>
sealed record HubAck(string Uid, long T);

/// <summary>A delivery.</summary>
sealed record HubMessage(string Id, string Cid, string FromPeerId, long Timestamp, string Msg);
