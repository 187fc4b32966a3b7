using System.Text.Json.Nodes;

namespace LeanRx.Soak.Attacks;

/// <summary>Many at once ask for the largest pages of the largest conversations.</summary>
sealed class LargeAnswers : IAttack
{
    const int AttributeLength = 60_000;
    const int MostMegabytes = 300;

    public string Name => "large pages of large conversations";

    public async Task<Finding> RunAsync(Target target, Dose dose, CancellationToken patience)
    {
        var owner = $"owner-{Guid.NewGuid():N}";
        var body = new JsonObject
        {
            ["name"] = "large",
            ["m"] = new JsonArray(owner),
            ["attr"] = new JsonObject { ["s"] = new string('a', AttributeLength) }
        }.ToJsonString();
        for (var i = 0; i < dose.LargeConversations; i++)
            if (await target.CallAsync(HttpMethod.Post, "/1.2/rtm/conversations", body, patience) is { Status: not (200 or 201) } refused)
                return new($"a conversation was refused: {refused.Status} {refused.Body}", IsRight: false);

        var before = target.Resident();
        var (peak, outcomes) = await Queries.PlayAsync(target, dose, new JsonObject { ["m"] = owner }, patience);
        return new($"{dose.LargeConversations} of {AttributeLength / 1000} KB: {outcomes}; {peak - before} MB more at most", peak - before <= MostMegabytes);
    }
}
