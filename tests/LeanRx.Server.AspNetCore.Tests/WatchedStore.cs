using System.Reflection;
using LeanRx.Server.Storage;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>A store that counts what is written through it at somebody's wish.</summary>
public class WatchedStore : DispatchProxy
{
    /// <summary>What reads. Cursors are saved now and then, whoever asks for what.</summary>
    static readonly string[] s_passedOver = ["Find", "Read", "Query", "Count", "GetSecret", "Dispose", "SaveCursors"];

    IMessageStore _inner = null!;
    int _writes;

    public int Writes => Volatile.Read(ref _writes);

    public static IMessageStore Over(IMessageStore inner, out WatchedStore watch)
    {
        var store = Create<IMessageStore, WatchedStore>();
        watch = (WatchedStore)(object)store;
        watch._inner = inner;
        return store;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (!s_passedOver.Any(word => targetMethod!.Name.StartsWith(word, StringComparison.Ordinal)))
            Interlocked.Increment(ref _writes);
        return targetMethod!.Invoke(_inner, args);
    }
}
