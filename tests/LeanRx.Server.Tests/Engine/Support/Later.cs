using System.Reflection;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Tests.Support;

/// <summary>A store whose every call takes effect at once and completes on another thread, in any order.</summary>
static class Later
{
    static readonly MethodInfo s_ofValue = typeof(Later).GetMethods().Single(static method => method is { Name: nameof(Of), IsGenericMethod: true });

    public static WatchedStore Store() => new(new InMemoryMessageStore(new byte[] { 1, 2, 3 }), static (method, call) => call() switch
    {
        ValueTask done => Of(done),
        var done => s_ofValue.MakeGenericMethod(method.ReturnType.GetGenericArguments()).Invoke(null, [done]),
    });

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
