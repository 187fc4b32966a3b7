using System.Diagnostics.Metrics;
using System.Reactive.Concurrency;
using LeanRx.Server.Hosting;
using LeanRx.Server.Options.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeanRx.Server;

/// <summary>Options of an engine.</summary>
/// <remarks>Immutable; use <c>with</c> to change a copy.</remarks>
public sealed record ServerOptions
{
    /// <summary>The applications that may connect.</summary>
    /// <remarks>
    /// On an address that other computers can reach, a host does not start without applications, because the keys of the demo application are public. <c>Apps =
    /// [AppOptions.Demo]</c> requests it explicitly.
    /// </remarks>
    /// <value>Null: <see cref="AppOptions.Demo"/> alone, for this computer.</value>
    public IReadOnlyList<AppOptions>? Apps { get; init; }

    /// <summary>Limits and rates.</summary>
    /// <value><see cref="ServerLimits.Default"/>.</value>
    public ServerLimits Limits { get; init; } = ServerLimits.Default;

    /// <summary>The clock for all timestamps and delays.</summary>
    /// <value><see cref="Scheduler.Default"/>.</value>
    public IScheduler Scheduler { get; init; } = System.Reactive.Concurrency.Scheduler.Default;

    /// <summary>The source of randomness for ids.</summary>
    /// <remarks>
    /// Pass a seeded instance for repeatable tests only: whoever can predict ids finds the conversations of others. The engine guards it with a lock.
    /// </remarks>
    /// <value>The cryptographic random number generator of the system.</value>
    public Random Random { get; init; } = new SecureRandom();

    /// <summary>The log.</summary>
    /// <value>None.</value>
    public ILoggerFactory LoggerFactory { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Where the meter named <c>LeanRx.Server</c> comes from.</summary>
    /// <value>Null: each engine makes its own. In an ASP.NET Core application: the host's.</value>
    public IMeterFactory? MeterFactory { get; init; }

    /// <summary>The nodes that serve the same applications together.</summary>
    /// <remarks>All nodes have the same options and one store, an <see cref="LeanRx.Server.Storage.IFencedStore"/>. The engine starts it.</remarks>
    /// <value>Null: the engine is alone. In an ASP.NET Core application: the <see cref="ICluster"/> among the services, if there is one.</value>
    public ICluster? Cluster { get; init; }

    /// <summary>Throws if an option is out of its range, as the engine does when it is created.</summary>
    /// <exception cref="ArgumentException">An option is out of its range. The message names it and its bound.</exception>
    public void Validate() => ServerOptionsCheck.Checked(this);
}
