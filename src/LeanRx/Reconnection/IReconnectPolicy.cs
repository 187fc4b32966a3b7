namespace LeanRx;

/// <summary>Decides how long to wait before an attempt to reconnect. A pure function: what it needs is in the context.</summary>
/// <remarks>
/// Asked after every loss, after every attempt that failed, and when the server asks to connect elsewhere (<c>goaway</c>): a policy with jitter keeps the
/// clients of a server that restarts from coming back all at once. Called inside the client's machinery, on any thread, one call at a time: it should be quick.
/// What it throws becomes a <see cref="Fault"/>, and <see cref="ReconnectPolicies.Default"/> decides that once.
/// </remarks>
public interface IReconnectPolicy
{
    /// <summary>How long to wait before the attempt; null to give up.</summary>
    TimeSpan? NextDelay(ReconnectContext context);
}
