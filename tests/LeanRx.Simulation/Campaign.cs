using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>
/// Many plans, played on as many cores as there are. What comes of it does not depend on how many: everything is put together in the order of the plans.
/// </summary>
public sealed class Campaign(int plans, int firstSeed = 1, bool isOnOneSocket = false, bool hasHooks = false, int nodes = 1)
{
    readonly PlanOutcome[] _outcomes = new PlanOutcome[plans];
    int _played;

    /// <summary>How many plans.</summary>
    public int Plans => plans;

    /// <summary>How many were played already.</summary>
    public int Played => Volatile.Read(ref _played);

    /// <summary>Messages sent in all plans.</summary>
    public long Messages => _outcomes.Sum(outcome => (long)outcome.Result.Messages);

    /// <summary>How often each kind of fault struck, by name.</summary>
    public IReadOnlyList<(string Kind, int Count)> Faults =>
        [.. _outcomes.SelectMany(outcome => outcome.Plan.Faults).GroupBy(KindOf).Select(group => (group.Key, group.Count()))
            .OrderBy(it => it.Key, StringComparer.Ordinal)];

    /// <summary>A hash over everything that everybody saw in all plans.</summary>
    public ulong Trace
    {
        get
        {
            var trace = new TraceHash();
            foreach (var outcome in _outcomes)
                trace.Add(outcome.Result.Trace);
            return trace.Value;
        }
    }

    /// <summary>The plans in which a law was broken.</summary>
    public IEnumerable<PlanOutcome> Failures => _outcomes.Where(outcome => outcome.Result.Violations.Count > 0);

    /// <summary>Plays the plans.</summary>
    /// <param name="cores">How many at a time; null for as many as there are processors.</param>
    public Campaign Run(int? cores = null)
    {
        Parallel.For(0, plans, new ParallelOptions { MaxDegreeOfParallelism = cores ?? Environment.ProcessorCount }, index =>
        {
            var seed = firstSeed + index;
            var plan = Simulation.PlanOf(seed, nodes);
            _outcomes[index] = new PlanOutcome(seed, plan, Play(seed, plan));
            Interlocked.Increment(ref _played);
        });
        return this;
    }

    /// <summary>A failure with the shortest plan that still fails, as code to paste into a test.</summary>
    public string Describe(PlanOutcome failure)
    {
        var shortest = Shrinker.Shrink(failure.Plan, candidate => Play(failure.Seed, candidate).Violations.Count > 0);
        var how = (isOnOneSocket ? ", isOnOneSocket: true" : "") + (hasHooks ? ", hasHooks: true" : "") + (nodes > 1 ? $", nodes: {nodes}" : "");
        return $"Simulation.Play({failure.Seed}, {shortest}{how}):\n  " +
            $"{string.Join("\n  ", Play(failure.Seed, shortest).Violations)}";
    }

    SimulationResult Play(int seed, FaultPlan plan) => Simulation.Play(seed, plan, isOnOneSocket: isOnOneSocket, hasHooks: hasHooks, nodes: nodes);

    /// <summary>The last line of a report.</summary>
    public override string ToString() =>
        $"simulation: {plans} plans, {Messages} messages, {Faults.Sum(it => it.Count)} faults, trace {Trace:x16}, " +
        $"{Failures.Sum(failure => failure.Result.Violations.Count)} violations";

    static string KindOf(NetworkFault fault) => fault switch
    {
        ServerRestartFault { KeepStore: false } => "server restart without its store",
        ServerRestartFault => "server restart",
        CutFault => "cut",
        HalfOpenFault => "half-open connection",
        LatencyFault => "latency",
        ThinLineFault => "thin lines",
        ReorderFault => "reordering across connections",
        DuplicateFault => "duplicates",
        DuplicateNextFault => "single duplicate",
        DropFault => "losses",
        DropNextFault => "single loss",
        FlakyFault => "flaky connections",
        RefusedDialsFault => "refused dials",
        RouterDownFault => "route lookup down",
        ClockJumpFault { ClientId: null } => "clock jump of the server",
        ClockJumpFault => "clock jump of a client",
        NodeSuspendedFault => "suspended node",
        PartitionFault => "partition between nodes",
        LateViewFault => "late view of lost nodes",
        SlotMoveFault => "moved slots",
        _ => fault.GetType().Name,
    };
}
