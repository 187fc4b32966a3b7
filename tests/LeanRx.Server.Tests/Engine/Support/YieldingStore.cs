using System.Reflection;
using LeanRx.Server.Storage;
using LeanRx.Testing;

namespace LeanRx.Server.Tests.Support;

/// <summary>A store whose every call takes effect at once and completes on another thread, in any order.</summary>
sealed class YieldingStore : ForwardingStore
{
    public YieldingStore() : base(new InMemoryMessageStore(new byte[] { 1, 2, 3 }))
    {
        Conversations = YieldingRole<IConversationStore>.Over(Inner.Conversations);
        Members = YieldingRole<IMembershipStore>.Over(Inner.Members);
        Messages = YieldingRole<IMessageLog>.Over(Inner.Messages);
        Cursors = YieldingRole<ICursorStore>.Over(Inner.Cursors);
        Receipts = YieldingRole<IReceiptStore>.Over(Inner.Receipts);
        Moderation = YieldingRole<IModerationStore>.Over(Inner.Moderation);
        Notifications = YieldingRole<INotificationStore>.Over(Inner.Notifications);
    }

    public override IConversationStore Conversations { get; }

    public override IMembershipStore Members { get; }

    public override IMessageLog Messages { get; }

    public override ICursorStore Cursors { get; }

    public override IReceiptStore Receipts { get; }

    public override IModerationStore Moderation { get; }

    public override INotificationStore Notifications { get; }

    public override ValueTask<ReadOnlyMemory<byte>> GetSecretAsync(CancellationToken cancellationToken = default) =>
        Later.Of(base.GetSecretAsync(cancellationToken));
}

static class Later
{
    public static async ValueTask<T> Of<T>(ValueTask<T> done)
    {
        await Task.Yield();
        return await done;
    }

    public static async ValueTask Of(ValueTask done)
    {
        await Task.Yield();
        await done;
    }
}

/// <summary>One role of the store.</summary>
public class YieldingRole<T> : DispatchProxy where T : class
{
    T _inner = null!;

    public static T Over(T inner)
    {
        var role = Create<T, YieldingRole<T>>();
        ((YieldingRole<T>)(object)role)._inner = inner;
        return role;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var done = targetMethod!.Invoke(_inner, args);
        return done is ValueTask plain ? Later.Of(plain) : typeof(Later).GetMethods()
            .Single(static method => method is { Name: nameof(Later.Of), IsGenericMethod: true })
            .MakeGenericMethod(targetMethod.ReturnType.GetGenericArguments()).Invoke(null, [done]);
    }
}
