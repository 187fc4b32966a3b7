namespace LeanRx;

/// <summary>Determines the delay before an attempt to reconnect.</summary>
/// <remarks>
/// Called after every lost connection, after every failed attempt, and when the server asks to connect elsewhere (<c>goaway</c>): with jitter, the clients of a
/// restarting server do not return all at once. It should be a pure function of the context. It is called on any thread, one call at a time, and should be
/// fast. An exception is reported as a <see cref="Fault"/>, and <see cref="ReconnectPolicies.Default"/> is used instead.
/// </remarks>
public interface IReconnectPolicy
{
    /// <summary>Returns the delay before the attempt; null to give up.</summary>
    TimeSpan? NextDelay(ReconnectContext context);
}
