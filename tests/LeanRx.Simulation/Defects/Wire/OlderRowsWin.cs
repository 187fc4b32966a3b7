using System.Reactive.Concurrency;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeanRx.Protocol;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>What a query found counts when it comes, however old it is.</summary>
sealed class OlderRowsWin : WireDefect
{
    public override string FoundBy => "law 15";

    protected override Tamper Make(VirtualWorld world, IScheduler scheduler) => new Wire { Scheduler = scheduler };

    sealed class Wire : Tamper
    {
        static readonly TimeSpan Late = TimeSpan.FromSeconds(3);

        public override void Receive(Frame frame, Action<Frame> pass)
        {
            if (frame is ConversationFrame { Operation: ConversationOperations.Results, Results: { ValueKind: JsonValueKind.Array } results } answer)
                Scheduler.Schedule(Late, () => pass(answer with { Results = WithoutTimes(results) }));
            else
                pass(frame);
        }

        static JsonElement WithoutTimes(JsonElement results)
        {
            var rows = JsonNode.Parse(results.GetRawText())!.AsArray();
            foreach (var row in rows)
                row!.AsObject().Remove("updatedAt");
            return JsonElement.Parse(rows.ToJsonString());
        }
    }
}
