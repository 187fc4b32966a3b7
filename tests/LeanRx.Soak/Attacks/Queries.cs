using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace LeanRx.Soak.Attacks;

/// <summary>The same query by many connections at once, and what each of them was answered.</summary>
static class Queries
{
    public static async Task<(int Peak, string Outcomes)> PlayAsync(Target target, Dose dose, JsonObject where, CancellationToken patience)
    {
        var asking = Task.WhenAll(Enumerable.Range(0, dose.Queriers).Select(i => AskAsync(target, $"asker-{i}", dose.QueriesEach, where, patience)));
        var peak = target.Resident();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!asking.IsCompleted)
        {
            await timer.WaitForNextTickAsync(patience);
            peak = Math.Max(peak, target.Resident());
        }

        var outcomes = (await asking).SelectMany(outcome => outcome).CountBy(outcome => outcome).OrderByDescending(outcome => outcome.Value);
        return (peak, string.Join(", ", outcomes.Select(outcome => $"{outcome.Value} {outcome.Key}")));
    }

    static async Task<List<string>> AskAsync(Target target, string id, int times, JsonObject where, CancellationToken patience)
    {
        List<string> outcomes = [];
        try
        {
            using var peer = await Peer.LoginAsync(target, id, patience);
            for (var i = 0; i < times; i++)
                await peer.SendAsync(new() { ["cmd"] = "conv", ["op"] = "query", ["where"] = where.DeepClone(), ["limit"] = 1000 }, patience);
            while (outcomes.Count < times)
            {
                var frame = await peer.ReceiveAsync(patience);
                if (frame["i"] is not null)
                    outcomes.Add(Peer.Code(frame) is var code and not 0 ? $"with {code.ToString(CultureInfo.InvariantCulture)}" : "answered");
            }
        }
        catch (WebSocketException exception)
        {
            outcomes.Add($"lost ({exception.Message})");
        }

        return outcomes;
    }
}
