namespace LeanRx;

/// <summary>What a reconnect policy knows.</summary>
/// <param name="Attempt">The attempt about to be made: 1 for the first after the loss of a connection that had lasted for
/// <see cref="LeanClientOptions.ReconnectResetAfter"/>, or after the first login failed.</param>
/// <param name="Elapsed">Time since the connection was lost, or since <c>OpenAsync</c> began where there was none yet.</param>
/// <param name="Cause">Why the connection was lost, or why the last attempt failed.</param>
/// <param name="Randomizer">Chance for jitter: yields numbers from 0 (included) to 1 (excluded).</param>
public readonly record struct ReconnectContext(int Attempt, TimeSpan Elapsed, LeanRxException Cause, Func<double> Randomizer);
