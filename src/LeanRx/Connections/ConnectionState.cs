namespace LeanRx;

/// <summary>Where a client stands. One of <see cref="Disconnected"/>, <see cref="Connecting"/>, <see cref="Connected"/>,
/// <see cref="Reconnecting"/>, <see cref="Suspended"/>.</summary>
public abstract record ConnectionState
{
    private protected ConnectionState()
    {
    }

    /// <summary>Not connected and not trying: before the first open, after close, or after an error that trying again cannot mend.</summary>
    /// <param name="Cause">Why; null before the first open and after a close that was asked for.</param>
    public sealed record Disconnected(LeanRxException? Cause = null) : ConnectionState;

    /// <summary>Looking up the route, dialling or logging in, for the first time since <c>OpenAsync</c> was called.</summary>
    public sealed record Connecting : ConnectionState;

    /// <summary>Logged in.</summary>
    /// <param name="IsReconnect">Whether this came after a loss.</param>
    public sealed record Connected(bool IsReconnect = false) : ConnectionState;

    /// <summary>Not connected and not trying, since <see cref="LeanClient.Suspend"/> was called; until <see cref="LeanClient.Resume"/>.</summary>
    public sealed record Suspended : ConnectionState;

    // S90, S164
    /// <summary>Lost, or not connected at the first attempt, and trying again. It lasts through the next attempt, until that succeeds or fails.</summary>
    /// <param name="Attempt">The attempt that comes next: 1 for the first after the loss of a connection that had lasted for
    /// <see cref="LeanClientOptions.ReconnectResetAfter"/>, or after the first login failed.</param>
    /// <param name="RetryIn">How long the client waits before it.</param>
    /// <param name="Cause">Why the connection was lost, or why the last attempt failed.</param>
    public sealed record Reconnecting(int Attempt, TimeSpan RetryIn, LeanRxException Cause) : ConnectionState;
}
