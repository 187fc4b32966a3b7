namespace LeanRx;

/// <summary>The input of an <see cref="IReconnectPolicy"/>.</summary>
public readonly record struct ReconnectContext
{
    /// <summary>The number of the attempt about to be made, from 1.</summary>
    /// <remarks>Counting starts again after a connection that lasted for <see cref="LeanClientOptions.ReconnectResetAfter"/>.</remarks>
    public required int Attempt { get; init; }

    /// <summary>The time since the connection was lost, or since <c>OpenAsync</c> was called if there was none yet.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Why the connection was lost, or why the last attempt failed.</summary>
    public required LeanRxException Cause { get; init; }

    /// <summary>Source of randomness for jitter: returns numbers from 0 (inclusive) to 1 (exclusive).</summary>
    public required Func<double> Randomizer { get; init; }
}
