namespace LeanRx.Internal;

/// <summary>What a <see cref="NotificationQueue"/> delivers to. Must not throw.</summary>
internal interface INotificationTarget
{
    void Deliver(object? item);
}
