namespace LeanRx.Testing.Faults.Internal;

internal sealed class NodeFaultGenerator(Random random, TimeSpan over, int nodes)
{
    public FaultPlan Draw(int maxFaults) => new(Enumerable.Range(0, random.Next(1, maxFaults + 1)).Select(_ => DrawOne()).Distinct().ToArray());

    NetworkFault DrawOne() => random.Next(8) switch
    {
        < 2 => new NodeSuspendedFault(Instant(), Span(), Node()),
        < 4 => new PartitionFault(Instant(), Span(), Node()),
        4 => new LateViewFault(Instant(), Span(), Node()),
        _ => new SlotMoveFault(Instant(), Node()),
    };

    TimeSpan Instant() => Milliseconds((int)over.TotalMilliseconds);

    /// <summary>Half of them end before anybody gives a node up.</summary>
    TimeSpan Span() => Milliseconds(random.Next(2) == 0 ? 400 : (int)over.TotalMilliseconds / 4) + TimeSpan.FromMilliseconds(1);

    TimeSpan Milliseconds(int below) => TimeSpan.FromMilliseconds(random.Next(Math.Max(1, below)));

    int Node() => random.Next(1, nodes + 1);
}
