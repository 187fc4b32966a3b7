using System.Runtime.CompilerServices;
using LeanRx.Server.Interception.Internal;

namespace LeanRx.Server.Tests;

/// <summary>What hooks refuse before its turn has come stays with whoever asked, also where the engine is gone before the turn.</summary>
[Trait("Speed", "slow")]
[Collection(nameof(MemoryTests))]
public class ForgottenRefusalTests
{
    [Fact]
    public void A_refusal_that_nobody_waits_for_any_more_is_no_exception_that_nobody_observed()
    {
        var unobserved = new List<Exception>();
        void Note(object? sender, UnobservedTaskExceptionEventArgs what)
        {
            lock (unobserved)
                unobserved.AddRange(what.Exception.InnerExceptions.Where(static exception => exception.Message == nameof(ForgottenRefusalTests)));
            what.SetObserved();
        }
        TaskScheduler.UnobservedTaskException += Note;
        try
        {
            RefuseAndForget();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Note;
        }
        Assert.Empty(unobserved);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    static void RefuseAndForget()
    {
        var line = new HookLine();
        var never = line.RunAsync(new object(), ["c"], static _ => new ValueTask<bool>(new TaskCompletionSource<bool>().Task), static _ => default);
        var refused = line.RunAsync<bool>(new object(), ["c"], static _ => throw new InvalidOperationException(nameof(ForgottenRefusalTests)),
            static _ => default);
        Assert.False(never.IsCompleted || refused.IsCompleted);
    }
}
