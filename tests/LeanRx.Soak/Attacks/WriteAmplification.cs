using System.Text.Json.Nodes;

namespace LeanRx.Soak.Attacks;

/// <summary>Large changes of a conversation with many members who are away and to whom they must be told later.</summary>
sealed class WriteAmplification : IAttack
{
    const int AttributeLength = 60_000;
    const int MostTimes = 6;

    public string Name => "large changes before many members";

    public async Task<Finding> RunAsync(Target target, Dose dose, CancellationToken patience)
    {
        JsonArray members = ["writer"];
        using (var silent = await Peer.ConnectAsync(target, "silent", patience))
            for (var i = 0; i < dose.SilentMembers; i++)
            {
                await silent.OpenAsync(new() { ["peerId"] = $"silent-{i}", ["configBitmap"] = 187 }, patience);
                members.Add($"silent-{i}");
            }

        using var writer = await Peer.LoginAsync(target, "writer", patience);
        var chat = await writer.StartAsync(members, patience);
        var before = target.Disk();
        var taken = 0;
        for (var i = 0; i < dose.LargeUpdates; i++)
        {
            var attributes = new JsonObject { ["attr"] = new JsonObject { ["k"] = i + new string('z', AttributeLength) } };
            var updated = await writer.AskAsync(new() { ["cmd"] = "conv", ["op"] = "update", ["cid"] = chat, ["attr"] = attributes }, patience);
            taken += Peer.Code(updated) == 0 ? 1 : 0;
        }

        var written = target.Disk() - before;
        return new($"{taken} changes of {AttributeLength / 1000} KB, {dose.SilentMembers} members: {written / 1024:N0} KB more on disk", taken > 0
            && written <= (long)MostTimes * AttributeLength * Math.Max(taken, 10));
    }
}
