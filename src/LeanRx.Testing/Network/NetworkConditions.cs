using System.Collections.Immutable;

namespace LeanRx.Testing;

/// <summary>How a virtual network behaves. Immutable; change a copy with <c>with</c>.</summary>
public sealed record NetworkConditions
{
    /// <summary>Time from one side to the other, at least. Default 10 milliseconds.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>What chance adds to <see cref="Latency"/> anew for each payload, at most. Default zero.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>
    /// What each direction of each connection adds to <see cref="Latency"/>, at most: a share that it draws once and keeps, so that payloads of different
    /// connections overtake each other. Default zero.
    /// </summary>
    public TimeSpan Skew { get; init; }

    /// <summary>
    /// How many bytes a second pass on each connection, each way: one payload waits for the one before it. Default null, as many as there are.
    /// </summary>
    public int? BytesPerSecond { get; init; }

    /// <summary>The same for the connections of single clients, by client id. The lower rate holds. Default: none.</summary>
    public ImmutableDictionary<string, int> BytesPerSecondOf { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Chance that a payload is lost without a trace while its connection lives on, 0 to 1. Default 0. (TCP does not do that; proxies do.)</summary>
    public double DropRate { get; init; }

    /// <summary>Which payloads <see cref="DropRate"/> means, as the client sees them. Default null, both ways.</summary>
    public FrameDirection? DropDirection { get; init; }

    /// <summary>Chance that a payload arrives twice, 0 to 1. Default 0.</summary>
    public double DuplicateRate { get; init; }

    /// <summary>Chance that a payload breaks its connection instead of arriving, 0 to 1. Default 0.</summary>
    public double CutRate { get; init; }

    /// <summary>Whether dials are refused. Default false.</summary>
    public bool RefusesDials { get; init; }

    /// <summary>How many dials the server accepts within one second of the clock; further ones are refused. Default null, any number.</summary>
    public int? MaxDialsPerSecond { get; init; }

    /// <summary>Whether route lookups and the fetching of missed notifications fail. Default false.</summary>
    public bool RefusesRoutes { get; init; }
}
