namespace LeanRx.Tests.Support;

/// <summary>Tries again after the same time, for ever.</summary>
sealed class FixedDelay(TimeSpan delay) : IReconnectPolicy
{
    public TimeSpan? NextDelay(ReconnectContext context) => delay;
}
