using System.Reflection;
using LeanRx.Server.Storage;
using LeanRx.Testing;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>A store that counts what is written through it at somebody's wish: cursors are saved now and then, whoever asks for what.</summary>
sealed class WatchedStore : ForwardingStore
{
    readonly WriteCount _count = new();

    public WatchedStore(IMessageStore inner) : base(inner)
    {
        Conversations = WatchedRole<IConversationStore>.Over(inner.Conversations, _count);
        Members = WatchedRole<IMembershipStore>.Over(inner.Members, _count);
        Messages = WatchedRole<IMessageLog>.Over(inner.Messages, _count);
        Receipts = WatchedRole<IReceiptStore>.Over(inner.Receipts, _count);
        Moderation = WatchedRole<IModerationStore>.Over(inner.Moderation, _count);
        Notifications = WatchedRole<INotificationStore>.Over(inner.Notifications, _count);
    }

    public int Writes => _count.Value;

    public override IConversationStore Conversations { get; }

    public override IMembershipStore Members { get; }

    public override IMessageLog Messages { get; }

    public override IReceiptStore Receipts { get; }

    public override IModerationStore Moderation { get; }

    public override INotificationStore Notifications { get; }

    public override ValueTask CheckAsync(CancellationToken cancellationToken = default)
    {
        _count.Add();
        return base.CheckAsync(cancellationToken);
    }
}

public sealed class WriteCount
{
    int _value;

    public int Value => Volatile.Read(ref _value);

    public void Add() => Interlocked.Increment(ref _value);
}

/// <summary>One role of the store.</summary>
public class WatchedRole<T> : DispatchProxy where T : class
{
    static readonly string[] s_reading = ["Find", "Read", "Query", "Count", "Scan"];

    T _inner = null!;
    WriteCount _count = null!;

    public static T Over(T inner, WriteCount count)
    {
        var role = Create<T, WatchedRole<T>>();
        var watched = (WatchedRole<T>)(object)role;
        (watched._inner, watched._count) = (inner, count);
        return role;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (!s_reading.Any(word => targetMethod!.Name.StartsWith(word, StringComparison.Ordinal)))
            _count.Add();
        return targetMethod!.Invoke(_inner, args);
    }
}
