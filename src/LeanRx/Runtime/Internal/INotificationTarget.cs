namespace LeanRx.Runtime.Internal;

/// <summary>What a <see cref="NotificationQueue"/> delivers to. Should not throw; what it throws is reported as a fault.</summary>
internal interface INotificationTarget
{
    void Deliver(object? item);
}
