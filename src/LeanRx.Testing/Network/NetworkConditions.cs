using System.Collections.Immutable;

namespace LeanRx.Testing;

/// <summary>The behaviour of a virtual network.</summary>
/// <remarks>Immutable; use <c>with</c> to change a copy.</remarks>
public sealed record NetworkConditions
{
    /// <summary>The minimum time from one side to the other.</summary>
    /// <value>10 milliseconds.</value>
    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>The maximum random addition to <see cref="Latency"/>, drawn for each payload.</summary>
    /// <value>Zero.</value>
    public TimeSpan Jitter { get; init; }

    /// <summary>
    /// The maximum addition to <see cref="Latency"/> per direction of a connection, drawn once, so that payloads of different connections overtake each other.
    /// </summary>
    /// <value>Zero.</value>
    public TimeSpan Skew { get; init; }

    /// <summary>The bandwidth of each connection in each direction, in bytes per second: payloads wait for earlier ones.</summary>
    /// <value>Null: unlimited.</value>
    public int? BytesPerSecond { get; init; }

    /// <summary>The bandwidth of the connections of individual clients, by client id.</summary>
    /// <remarks>The lower bandwidth applies.</remarks>
    /// <value>Empty.</value>
    public ImmutableDictionary<string, int> BytesPerSecondOf { get; init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>The probability that a payload is lost without notice while its connection stays open, 0 to 1. (TCP does not do that; proxies do.)</summary>
    /// <value>0.</value>
    public double DropRate { get; init; }

    /// <summary>The direction to which <see cref="DropRate"/> applies, seen from the client.</summary>
    /// <value>Null: both.</value>
    public FrameDirection? DropDirection { get; init; }

    /// <summary>The probability that a payload is delivered twice, 0 to 1.</summary>
    /// <value>0.</value>
    public double DuplicateRate { get; init; }

    /// <summary>The probability that a payload breaks its connection instead of being delivered, 0 to 1.</summary>
    /// <value>0.</value>
    public double CutRate { get; init; }

    /// <summary>Whether new connections are refused.</summary>
    /// <value>False.</value>
    public bool RefusesDials { get; init; }

    /// <summary>The number of new connections per second that the server accepts; more are refused.</summary>
    /// <value>Null: unlimited.</value>
    public int? MaxDialsPerSecond { get; init; }

    /// <summary>Whether route lookups and requests for missed events fail.</summary>
    /// <value>False.</value>
    public bool RefusesRoutes { get; init; }
}
