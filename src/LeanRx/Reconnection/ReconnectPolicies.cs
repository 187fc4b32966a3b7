namespace LeanRx;

/// <summary>The built-in reconnect policies.</summary>
public static class ReconnectPolicies
{
    /// <summary>Exponential back-off from 500 ms to 30 seconds with full jitter, without end.</summary>
    public static IReconnectPolicy Default { get; } = ExponentialBackoff(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(30));

    /// <summary>Never reconnects.</summary>
    public static IReconnectPolicy None { get; } = new DelegatePolicy(static _ => null);

    /// <summary>Exponential back-off with full jitter: a random delay between zero and <c>min(max, initial · 2^(attempt − 1))</c>, without end.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="initial"/> is not positive, or <paramref name="max"/> is less than it.</exception>
    public static IReconnectPolicy ExponentialBackoff(TimeSpan initial, TimeSpan max)
    {
        if (initial <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(initial), initial, "The first delay must be longer than zero.");
        if (max < initial)
            throw new ArgumentOutOfRangeException(nameof(max), max, $"The longest delay must be at least the first, {initial}.");
        return new DelegatePolicy(context =>
        {
            var ceiling = Math.Min(max.Ticks, initial.Ticks * Math.Pow(2, context.Attempt - 1));
            return TimeSpan.FromTicks((long)(ceiling * context.Randomizer()));
        });
    }

    sealed class DelegatePolicy(Func<ReconnectContext, TimeSpan?> next) : IReconnectPolicy
    {
        public TimeSpan? NextDelay(ReconnectContext context) => next(context);
    }
}
