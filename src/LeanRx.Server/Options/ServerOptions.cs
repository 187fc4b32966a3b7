using System.Diagnostics.Metrics;
using System.Reactive.Concurrency;
using LeanRx.Server.Options.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeanRx.Server;

/// <summary>How an engine behaves. Immutable; change a copy with <c>with</c>.</summary>
public sealed record ServerOptions
{
    /// <summary>The applications that may connect.</summary>
    /// <remarks>
    /// A host on an address that others can reach refuses to start without them: the keys of the demo application are published.
    /// <c>Apps = [AppOptions.Demo]</c> asks for it by name.
    /// </remarks>
    /// <value>Null: <see cref="AppOptions.Demo"/> alone, for this computer.</value>
    public IReadOnlyList<AppOptions>? Apps { get; init; }

    /// <summary>Bounds and rates. Default: <see cref="ServerLimits.Default"/>.</summary>
    public ServerLimits Limits { get; init; } = ServerLimits.Default;

    /// <summary>The one clock: every timestamp and every delay. Default: <see cref="Scheduler.Default"/>.</summary>
    public IScheduler Scheduler { get; init; } = System.Reactive.Concurrency.Scheduler.Default;

    /// <summary>
    /// Where ids come from; give a seeded one for repeatable tests, and there alone: whoever can foretell ids finds the conversations of others. Default: the
    /// system's cryptographic source. The engine guards it with a lock.
    /// </summary>
    public Random Random { get; init; } = new SecureRandom();

    /// <summary>Where log lines go. Default: nowhere.</summary>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Where the meter named <c>LeanRx.Server</c> comes from.</summary>
    /// <value>Null: each engine makes its own. In an ASP.NET Core application: the host's.</value>
    public IMeterFactory? MeterFactory { get; init; }
}
