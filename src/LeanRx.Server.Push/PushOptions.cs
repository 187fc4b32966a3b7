using LeanRx.Server.Push.Internal;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LeanRx.Server.Push;

/// <summary>Options of a <see cref="PushService"/>.</summary>
/// <remarks>Immutable; use <c>with</c> to change a copy.</remarks>
public sealed record PushOptions
{
    /// <summary>The applications whose clients are notified.</summary>
    public required IReadOnlyList<AppPushOptions> Apps { get; init; }

    /// <summary>
    /// The maximum number of messages that wait for their devices to be found, and of notifications that wait for each provider of an application; beyond that
    /// the newest are dropped, and the log says so.
    /// </summary>
    /// <value>10,000.</value>
    public int MaxPendingCount { get; init; } = 10_000;

    /// <summary>The same in bytes.</summary>
    /// <value>16,777,216 (16 MiB).</value>
    public long MaxPendingBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>The maximum number of requests to each provider of an application at the same time.</summary>
    /// <value>32.</value>
    public int MaxConcurrentRequests { get; init; } = 32;

    /// <summary>How often a notification is sent at most, the first time included, while the provider cannot be reached or asks to wait.</summary>
    /// <value>5.</value>
    public int MaxAttempts { get; init; } = 5;

    /// <summary>How long the second attempt waits; each further one waits twice as long, or as long as the provider asks.</summary>
    /// <value>1 second.</value>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a provider may take to answer.</summary>
    /// <value>10 seconds.</value>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the service goes on with what waits when it is disposed.</summary>
    /// <value>5 seconds.</value>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Creates what carries the requests to one provider.</summary>
    /// <remarks>It must not follow redirects, and speak HTTP/2 for APNs.</remarks>
    /// <value>Null: connections of that provider alone.</value>
    public Func<HttpMessageHandler>? HttpMessageHandlerFactory { get; init; }

    /// <summary>Reads options from configuration, by their names.</summary>
    /// <remarks>
    /// Each of <see cref="AppPushOptions"/> stands below <c>Apps</c>. Times are written as <c>00:00:01</c>. <c>PrivateKeyFile</c> and <c>ServiceAccountFile</c>
    /// name the files in which the keys stand.
    /// </remarks>
    /// <param name="configuration">The section that holds the options.</param>
    /// <exception cref="OptionsValidationException">An option is out of its range, of another kind, unknown or missing. The message contains the key, the value
    /// and the bound.</exception>
    public static PushOptions FromConfiguration(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return PushConfiguration.Read(configuration);
    }

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentException">An option cannot be used. The message names it.</exception>
    public void Validate()
    {
        ArgumentNullException.ThrowIfNull(Apps, nameof(Apps));
        if (Apps.Count == 0)
            throw new ArgumentException("Apps must name at least one application.", nameof(Apps));
        for (var index = 0; index < Apps.Count; index++)
        {
            ArgumentNullException.ThrowIfNull(Apps[index], $"{nameof(Apps)}[{index}]");
            Apps[index].Validate($"{nameof(Apps)}[{index}]");
        }
        if (Apps.GroupBy(static app => app.ApplicationId, StringComparer.Ordinal).FirstOrDefault(static group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Apps names the application '{twice.Key}' twice.", nameof(Apps));
        AtLeastOne(MaxPendingCount, nameof(MaxPendingCount));
        AtLeastOne(MaxPendingBytes, nameof(MaxPendingBytes));
        AtLeastOne(MaxConcurrentRequests, nameof(MaxConcurrentRequests));
        AtLeastOne(MaxAttempts, nameof(MaxAttempts));
        Positive(RetryDelay, nameof(RetryDelay));
        Positive(RequestTimeout, nameof(RequestTimeout));
        if (DrainTime < TimeSpan.Zero || DrainTime > TimeSpan.FromHours(1))
            throw new ArgumentOutOfRangeException(nameof(DrainTime), DrainTime, "DrainTime must be at least zero and at most 1 hour.");
    }

    static void AtLeastOne(long value, string name)
    {
        if (value < 1)
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 1.");
    }

    static void Positive(TimeSpan value, string name)
    {
        if (value <= TimeSpan.Zero || value > TimeSpan.FromHours(1))
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be longer than zero and at most 1 hour.");
    }
}
