using System.Runtime.CompilerServices;
using Microsoft.Reactive.Testing;

namespace LeanRx.Server.Tests;

/// <summary>An engine that nobody disposed is not kept by what the process keeps.</summary>
[Trait("Speed", "slow")]
[Collection(nameof(MemoryTests))]
public class ForgottenEngineTests
{
    [Fact]
    public void An_engine_that_nobody_refers_to_is_collected()
    {
        var forgotten = Forget();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        Assert.False(forgotten.IsAlive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static WeakReference Forget() =>
        new(new MessagingEngine(new InMemoryMessageStore(), new ServerOptions { Apps = [AppOptions.Demo], Scheduler = new TestScheduler() }));
}
