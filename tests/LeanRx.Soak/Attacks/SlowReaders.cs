using System.Text.Json.Nodes;

namespace LeanRx.Soak.Attacks;

/// <summary>Sockets of one client that never read, in a conversation that is never silent.</summary>
sealed class SlowReaders : IAttack
{
    const int BufferBytes = 4096;
    const int MessageLength = 4900;
    const int MostMegabytes = 200;

    public string Name => "readers who do not read";

    public async Task<Finding> RunAsync(Target target, Dose dose, CancellationToken patience)
    {
        List<Peer> slow = [];
        try
        {
            for (var i = 0; i < dose.SlowReaders; i++)
                slow.Add(await Peer.LoginAsync(target, "sleeper", patience, BufferBytes));
            using var tom = await Peer.LoginAsync(target, "talker", patience);
            var chat = await tom.StartAsync(["talker", "sleeper"], patience);
            var before = target.Resident();
            var peak = before;
            var body = new JsonObject { ["from_client"] = "talker", ["message"] = new string('x', MessageLength) }.ToJsonString();
            for (var i = 0; i < dose.MessagesToSlowReaders; i++)
            {
                await target.CallAsync(HttpMethod.Post, $"/1.2/rtm/conversations/{chat}/messages", body, patience);
                peak = Math.Max(peak, target.Resident());
            }

            return new($"{dose.SlowReaders} sockets, {dose.MessagesToSlowReaders * MessageLength / 1024 / 1024} MB to each: {peak - before} MB more at most",
                peak - before <= MostMegabytes);
        }
        finally
        {
            slow.ForEach(peer => peer.Dispose());
        }
    }
}
