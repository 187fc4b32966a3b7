using LeanRx.Runtime.Internal;

namespace LeanRx.Streams.Internal;

/// <summary>
/// A value that changes: each subscriber hears the value that is current when its turn on the delivery queue comes, then every change after it, in order.
/// Nothing is skipped, nothing older follows, no change is ever dropped.
/// </summary>
internal sealed class ValueStream<T>(T initial, DeliveryQueue queue, Action<Exception> observerThrew) : DeliveryStream<T>(queue, observerThrew) where T : class
{
    T _value = initial;

    /// <summary>The last value that went through the queue; touched there alone.</summary>
    T _heard = initial;

    /// <summary>The value now. It changes before its subscribers hear of it.</summary>
    public T Value => Volatile.Read(ref _value);

    /// <summary>Changes the value. Calls come one at a time.</summary>
    public void Set(T value)
    {
        Volatile.Write(ref _value, value);
        Queue.PostControl(this, value);
    }

    protected override void Take(object item) => Tell(_heard = (T)item);

    protected override void Greet(Subscription<T> subscription) => subscription.Next(_heard, ObserverThrew);
}
