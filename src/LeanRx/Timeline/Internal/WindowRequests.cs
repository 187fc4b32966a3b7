using LeanRx.Runtime.Internal;

namespace LeanRx.Timeline.Internal;

/// <summary>Somebody wants older messages; true when there may be more behind them.</summary>
internal sealed class WindowLoad(DeliveryQueue deliveries) : SchedulerTaskSource<bool>(deliveries);

/// <summary>Somebody lets a message that was not sent go out again.</summary>
internal sealed class WindowRetry(DeliveryQueue deliveries, string key, CancellationToken cancellationToken) : SchedulerTaskSource<MessageAck>(deliveries)
{
    public string Key { get; } = key;

    public CancellationToken CancellationToken { get; } = cancellationToken;
}

/// <summary>Somebody takes a message out that was not sent.</summary>
internal sealed record WindowDiscard(string Key);

/// <summary>The window is closed.</summary>
internal sealed record WindowClose;
