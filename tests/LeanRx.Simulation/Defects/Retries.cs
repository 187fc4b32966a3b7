namespace LeanRx.Simulation;

sealed class Retries(Func<int, TimeSpan?> delay) : IReconnectPolicy
{
    public TimeSpan? NextDelay(ReconnectContext context) => delay(context.Attempt);
}
