namespace LeanRx.Runtime.Internal;

/// <summary>What a <see cref="DeliveryQueue"/> delivers to. Should not throw; what it throws is reported as a fault.</summary>
internal interface IDeliveryTarget
{
    void Deliver(object? item);
}
