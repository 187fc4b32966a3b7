using System.Reactive.Concurrency;

namespace LeanRx.Server.Hooks;

/// <summary>Options of a <see cref="ServiceWebhook"/>.</summary>
/// <remarks>Immutable; use <c>with</c> to change a copy.</remarks>
public sealed record ServiceWebhookOptions
{
    /// <summary>The address that is called, <c>http</c> or <c>https</c>.</summary>
    public required Uri Url { get; init; }

    /// <summary>The ids of the service conversations whose messages are told.</summary>
    /// <value>Null: all of the application.</value>
    public IReadOnlyList<string>? ConversationIds { get; init; }

    /// <summary>How long a request may take: up to 10 minutes.</summary>
    /// <value>5 seconds.</value>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How often a message is told that is not taken, the first time included: 1 to 10 times.</summary>
    /// <value>4.</value>
    public int MaxAttempts { get; init; } = 4;

    /// <summary>The time before the second attempt, up to 1 minute; it doubles with each further one.</summary>
    /// <value>1 second.</value>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What times requests and attempts.</summary>
    /// <value>Null: the default scheduler.</value>
    public IScheduler? Scheduler { get; init; }

    /// <summary>Creates what carries the requests.</summary>
    /// <remarks>It must not follow redirects.</remarks>
    /// <value>Null: connections of this hook alone.</value>
    public Func<HttpMessageHandler>? HttpMessageHandlerFactory { get; init; }

    /// <summary>The time after which the last attempt has ended, whatever happens.</summary>
    internal TimeSpan LongestTime => (RequestTimeout * MaxAttempts) + (RetryDelay * (Math.Pow(2, MaxAttempts - 1) - 1));
}
