namespace LeanRx.Testing.Internal;

internal sealed class FaultPlanGenerator(Random random, TimeSpan over, IReadOnlyList<string> clientIds)
{
    public FaultPlan Draw(int maxFaults) => new(Enumerable.Range(0, random.Next(1, maxFaults + 1)).Select(_ => DrawOne()).ToArray());

    NetworkFault DrawOne() => random.Next(9) switch
    {
        0 => new CutFault(Instant()),
        1 or 2 => new CutFault(Instant(), Client()),
        3 => new HalfOpenFault(Instant(), Client()),
        4 => new LatencyFault(Instant(), Span(), Milliseconds(500), Milliseconds(500)),
        5 => new DuplicateFault(Instant(), Span(), Rate(0.5)),
        6 => new FlakyFault(Instant(), Span(), Rate(0.2)),
        7 => new RefusedDialsFault(Instant(), Span()),
        _ => new ServerRestartFault(Instant()),
    };

    TimeSpan Instant() => Milliseconds((int)over.TotalMilliseconds);

    TimeSpan Span() => Milliseconds((int)over.TotalMilliseconds / 3) + TimeSpan.FromMilliseconds(1);

    TimeSpan Milliseconds(int below) => TimeSpan.FromMilliseconds(random.Next(Math.Max(1, below)));

    double Rate(double below) => Math.Round(random.NextDouble() * below, 2);

    string Client() => clientIds[random.Next(clientIds.Count)];
}
