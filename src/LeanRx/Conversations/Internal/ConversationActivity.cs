using LeanRx.Runtime.Internal;
using LeanRx.Streams.Internal;

namespace LeanRx.Conversations.Internal;

/// <summary>
/// Tells those who show many conversations in which of them something has changed: of all that changed until it is their turn together, so that at most one
/// notification waits, however much happens. From any thread.
/// </summary>
internal sealed class ConversationActivity(DeliveryQueue deliveries, Action<Exception> observerThrew) : IDeliveryTarget
{
    readonly object _lock = new();
    readonly SubscriptionList<IReadOnlyDictionary<string, bool>> _subscriptions = new();
    Dictionary<string, bool> _changed = new(StringComparer.Ordinal);

    /// <summary>The ids of conversations that changed, each with whether a query may find it now that did not before, or the other way round.</summary>
    public IDisposable Subscribe(IObserver<IReadOnlyDictionary<string, bool>> observer)
    {
        var subscription = new Subscription<IReadOnlyDictionary<string, bool>>(_subscriptions, observer);
        _subscriptions.TryAdd(subscription);
        return subscription;
    }

    /// <summary>Something is unread, was said or read, or is shown otherwise.</summary>
    public void Touch(string conversationId) => Add(conversationId, isFoundAnew: false);

    /// <summary>Its members or its data changed, or may have.</summary>
    public void Change(string conversationId) => Add(conversationId, isFoundAnew: true);

    void Add(string conversationId, bool isFoundAnew)
    {
        if (_subscriptions.IsEmpty)
            return;
        lock (_lock)
        {
            var isFirst = _changed.Count == 0;
            _changed[conversationId] = isFoundAnew || (_changed.TryGetValue(conversationId, out var before) && before);
            if (!isFirst)
                return;
        }
        deliveries.PostControl(this, null);
    }

    void IDeliveryTarget.Deliver(object? item)
    {
        Dictionary<string, bool> changed;
        lock (_lock)
        {
            changed = _changed;
            _changed = new Dictionary<string, bool>(StringComparer.Ordinal);
        }
        foreach (var subscription in _subscriptions.Current)
            subscription.Next(changed, observerThrew);
    }
}
