namespace LeanRx.Testing.Faults.Internal;

internal sealed class FaultPlanGenerator(Random random, TimeSpan over, IReadOnlyList<string> clientIds)
{
    /// <summary>Not <c>logs</c>: history that is lost once too often is reported as a fault.</summary>
    static readonly string?[] Commands = [null, "direct", "ack", "session"];

    public FaultPlan Draw(int maxFaults) =>
        new(Enumerable.Range(0, random.Next(1, maxFaults + 1)).Select(_ => DrawOne())
            .DistinctBy(fault => fault is ServerRestartFault ? (object)fault.At : fault).ToArray());

    NetworkFault DrawOne() => random.Next(34) switch
    {
        < 3 => new CutFault(Instant()),
        < 8 => new CutFault(Instant(), Client()),
        < 11 => new HalfOpenFault(Instant(), Client()),
        < 13 => new LatencyFault(Instant(), Span(), Milliseconds(500), Milliseconds(500)),
        < 15 => new ReorderFault(Instant(), Span(), Milliseconds(2000) + TimeSpan.FromMilliseconds(1)),
        < 17 => new DuplicateFault(Instant(), Span(), Rate(0.5)),
        < 19 => new FlakyFault(Instant(), Span(), Rate(0.2)),
        < 21 => new RefusedDialsFault(Instant(), Span()),
        21 => new RouterDownFault(Instant(), Span()),
        22 => new DropFault(Instant(), Span(), Rate(0.3), Either<FrameDirection?>(FrameDirection.Sent, FrameDirection.Received, null)),
        < 25 => new DropNextFault(Instant(), Client(), Either(FrameDirection.Sent, FrameDirection.Received), Either(Commands)),
        25 => new DuplicateNextFault(Instant(), Client(), Either(FrameDirection.Sent, FrameDirection.Received), Either(Commands)),
        < 28 => new ClockJumpFault(Instant(), Jump(), Either<string?>(null, Client())),
        < 30 => new ThinLineFault(Instant(), Span(), 100 << random.Next(8), Either<string?>(null, Client())),
        _ => new ServerRestartFault(Instant(), KeepStore: random.Next(8) > 0),
    };

    TimeSpan Instant() => Milliseconds((int)over.TotalMilliseconds);

    TimeSpan Span() => Milliseconds((int)over.TotalMilliseconds / 3) + TimeSpan.FromMilliseconds(1);

    TimeSpan Jump() => TimeSpan.FromSeconds(random.Next(1, 200_000)) * (random.Next(2) == 0 ? -1 : 1);

    TimeSpan Milliseconds(int below) => TimeSpan.FromMilliseconds(random.Next(Math.Max(1, below)));

    double Rate(double below) => Math.Round(random.NextDouble() * below, 2);

    string Client() => Either([.. clientIds]);

    T Either<T>(params T[] choices) => choices[random.Next(choices.Length)];
}
