namespace LeanRx.Runtime.Internal;

/// <summary>Something that waits to be delivered.</summary>
internal readonly record struct PendingDelivery(IDeliveryTarget Target, object? Item);
