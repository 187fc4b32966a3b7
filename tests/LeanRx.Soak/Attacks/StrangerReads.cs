using System.Text.Json.Nodes;

namespace LeanRx.Soak.Attacks;

/// <summary>Somebody who is no member asks for the last message of a private conversation.</summary>
sealed class StrangerReads : IAttack
{
    public string Name => "a stranger asks for private messages";

    public async Task<Finding> RunAsync(Target target, Dose dose, CancellationToken patience)
    {
        using var alice = await Peer.LoginAsync(target, "alice", patience);
        using var eve = await Peer.LoginAsync(target, "eve", patience);
        var chat = await alice.StartAsync(["alice", "bob"], patience);
        await alice.AskAsync(new() { ["cmd"] = "direct", ["cid"] = chat, ["msg"] = "secret" }, patience);

        var history = await eve.AskAsync(new() { ["cmd"] = "logs", ["cid"] = chat }, patience);
        var found = await eve.AskAsync(new()
        {
            ["cmd"] = "conv",
            ["op"] = "query",
            ["where"] = new JsonObject { ["m"] = "alice" },
            ["flag"] = 2,
            ["limit"] = 100
        }, patience);
        var told = found.ToJsonString().Contains("secret", StringComparison.Ordinal);
        return new($"history: {Peer.Code(history)}; in a list: {(told ? "the message" : "nothing")}", Peer.Code(history) != 0 && !told);
    }
}
