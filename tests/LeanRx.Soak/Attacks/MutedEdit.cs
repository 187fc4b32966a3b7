using System.Text.Json.Nodes;

namespace LeanRx.Soak.Attacks;

/// <summary>Somebody who was blocked goes on talking by editing, and a recalled message is edited back.</summary>
sealed class MutedEdit : IAttack
{
    public string Name => "talking on by editing";

    public async Task<Finding> RunAsync(Target target, Dose dose, CancellationToken patience)
    {
        using var alice = await Peer.LoginAsync(target, "alice", patience);
        using var bob = await Peer.LoginAsync(target, "bob", patience);
        var chat = await alice.StartAsync(["alice", "bob"], patience);
        var nice = await bob.AskAsync(Send(chat, "nice"), patience);
        var oops = await alice.AskAsync(Send(chat, "oops"), patience);

        await alice.AskAsync(new() { ["cmd"] = "blacklist", ["op"] = "block", ["srcCid"] = chat, ["toPids"] = new JsonArray("bob") }, patience);
        var blocked = await bob.AskAsync(Patch(chat, nice, "still talking", recall: false), patience);
        await alice.AskAsync(Patch(chat, oops, "", recall: true), patience);
        var recalled = await alice.AskAsync(Patch(chat, oops, "back again", recall: false), patience);
        return new($"edit of a blocked one: {Peer.Code(blocked)}; of a recalled message: {Peer.Code(recalled)}", Peer.Code(blocked) != 0
            && Peer.Code(recalled) != 0);
    }

    static JsonObject Send(string chat, string text) => new() { ["cmd"] = "direct", ["cid"] = chat, ["msg"] = text };

    static JsonObject Patch(string chat, JsonObject ack, string text, bool recall) => new()
    {
        ["cmd"] = "patch",
        ["op"] = "modify",
        ["patches"] = new JsonArray(new JsonObject
        {
            ["cid"] = chat,
            ["mid"] = ack["uid"]!.DeepClone(),
            ["timestamp"] = ack["t"]!.DeepClone(),
            ["data"] = text,
            ["recall"] = recall
        }),
    };
}
