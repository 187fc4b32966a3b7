namespace LeanRx;

/// <summary>The state of a client's connection: <see cref="Disconnected"/>, <see cref="Connecting"/>, <see cref="Connected"/>, <see cref="Reconnecting"/> or
/// <see cref="Suspended"/>.</summary>
public abstract record ConnectionState
{
    private protected ConnectionState()
    {
    }

    /// <summary>Not connected and not trying to connect.</summary>
    /// <remarks>Before the first open, after a close, and after an error that a retry cannot fix.</remarks>
    public sealed record Disconnected : ConnectionState
    {
        /// <summary>The error that ended the connection.</summary>
        /// <value>Null before the first open and after a requested close.</value>
        public LeanRxException? Cause { get; init; }
    }

    /// <summary>Looking up the route, dialling or logging in, for the first time since <c>OpenAsync</c> was called.</summary>
    public sealed record Connecting : ConnectionState;

    /// <summary>Logged in.</summary>
    public sealed record Connected : ConnectionState
    {
        /// <summary>Whether the client was connected before and lost the connection.</summary>
        /// <value>False.</value>
        public bool IsReconnect { get; init; }
    }

    /// <summary>Disconnected by <see cref="LeanClient.Suspend"/>, until <see cref="LeanClient.Resume"/> is called.</summary>
    public sealed record Suspended : ConnectionState;

    // S90, S164
    /// <summary>The connection was lost, or the first attempt failed, and the client retries.</summary>
    /// <remarks>The state lasts through the next attempt, until that succeeds or fails.</remarks>
    public sealed record Reconnecting : ConnectionState
    {
        /// <summary>The number of the next attempt, from 1.</summary>
        /// <remarks>Counting starts again after a connection that lasted for <see cref="LeanClientOptions.ReconnectResetAfter"/>.</remarks>
        public required int Attempt { get; init; }

        /// <summary>The delay before the next attempt.</summary>
        public required TimeSpan RetryIn { get; init; }

        /// <summary>Why the connection was lost, or why the last attempt failed.</summary>
        public required LeanRxException Cause { get; init; }
    }
}
