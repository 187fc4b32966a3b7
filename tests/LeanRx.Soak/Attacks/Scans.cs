using System.Text.Json.Nodes;

namespace LeanRx.Soak.Attacks;

/// <summary>Conditions that no index answers, over many conversations, by many at once.</summary>
sealed class Scans : IAttack
{
    public string Name => "conditions that no index answers";

    public async Task<Finding> RunAsync(Target target, Dose dose, CancellationToken patience)
    {
        const int AtOnce = 8;
        var body = new JsonObject { ["name"] = "one of many", ["m"] = new JsonArray("crowd"), ["attr"] = new JsonObject { ["v"] = 1 } }.ToJsonString();
        await Parallel.ForAsync(0, dose.SmallConversations, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = patience },
            async (_, cancellation) => await target.CallAsync(HttpMethod.Post, "/1.2/rtm/conversations", body, cancellation));

        var any = new JsonArray([.. Enumerable.Range(0, 120).Select(i => new JsonObject { [$"attr.v{i}"] = new JsonObject { ["$gt"] = i } })]);
        var before = target.Resident();
        var (peak, outcomes) = await Queries.PlayAsync(target, dose, new JsonObject { ["$or"] = any }, patience);
        return new($"{dose.SmallConversations:N0} more: {outcomes}; {peak - before} MB more at most", IsRight: true);
    }
}
