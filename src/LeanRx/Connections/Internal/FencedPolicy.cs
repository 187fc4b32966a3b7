namespace LeanRx.Connections.Internal;

/// <summary>The options' policy as the client asks it: one call at a time, from the connection or an upload, and what it throws is a fault.</summary>
internal sealed class FencedPolicy(IReconnectPolicy policy, Action<Fault> report) : IReconnectPolicy
{
    readonly object _lock = new();

    public TimeSpan? NextDelay(ReconnectContext context)
    {
        try
        {
            lock (_lock)
                return policy.NextDelay(context) is { } delay ? Bounded(delay) : null;
        }
        catch (Exception exception)
        {
            report(new Fault(FaultKind.Callback, $"The reconnect policy threw; the default one decides this time. {exception.Message}", exception));
            return ReconnectPolicies.Default.NextDelay(context);
        }
    }

    static TimeSpan Bounded(TimeSpan delay) => delay < TimeSpan.Zero ? TimeSpan.Zero : delay;
}
