using System.Reflection;
using LeanRx.Server.Storage;
using LeanRx.Testing;

namespace LeanRx.Server.Tests.Support;

/// <summary>What a test does with a call of a store: it makes it by the function, before or after whatever else, and yields what the caller gets.</summary>
public delegate object? StoreWatcher(MethodInfo method, Func<object?> call);

/// <summary>A store whose every call, of whichever role, goes through the test's hands.</summary>
sealed class WatchedStore(IMessageStore inner, StoreWatcher watcher) : ForwardingStore(inner)
{
    public override IConversationStore Conversations { get; } = WatchedRole<IConversationStore>.Over(inner.Conversations, watcher);

    public override IMembershipStore Members { get; } = WatchedRole<IMembershipStore>.Over(inner.Members, watcher);

    public override IMessageLog Messages { get; } = WatchedRole<IMessageLog>.Over(inner.Messages, watcher);

    public override ICursorStore Cursors { get; } = WatchedRole<ICursorStore>.Over(inner.Cursors, watcher);

    public override IReceiptStore Receipts { get; } = WatchedRole<IReceiptStore>.Over(inner.Receipts, watcher);

    public override IModerationStore Moderation { get; } = WatchedRole<IModerationStore>.Over(inner.Moderation, watcher);

    public override INotificationStore Notifications { get; } = WatchedRole<INotificationStore>.Over(inner.Notifications, watcher);

    public override IDeviceStore Devices { get; } = WatchedRole<IDeviceStore>.Over(inner.Devices, watcher);
}

/// <summary>One role of the store.</summary>
public class WatchedRole<T> : DispatchProxy where T : class
{
    T _inner = null!;
    StoreWatcher _watcher = null!;

    public static T Over(T inner, StoreWatcher watcher)
    {
        var role = Create<T, WatchedRole<T>>();
        var watched = (WatchedRole<T>)(object)role;
        (watched._inner, watched._watcher) = (inner, watcher);
        return role;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _watcher(targetMethod!, () => targetMethod!.Invoke(_inner, args));
}
