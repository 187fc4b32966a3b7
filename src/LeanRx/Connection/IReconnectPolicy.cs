namespace LeanRx;

/// <summary>Decides how long to wait before an attempt to reconnect. A pure function: what it needs is in the context.</summary>
public interface IReconnectPolicy
{
    /// <summary>How long to wait before the attempt; null to give up.</summary>
    TimeSpan? NextDelay(ReconnectContext context);
}
