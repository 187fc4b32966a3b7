using System.Reactive.Concurrency;
using System.Reactive.Linq;

namespace LeanRx.Cli.Serving;

/// <summary>
/// Gives memory back to the system when a busy time is over. The runtime collects garbage when more is allocated, which a server that became quiet may not do
/// for hours.
/// </summary>
/// <param name="scheduler">The clock.</param>
/// <param name="allocated">Bytes allocated since the process began.</param>
/// <param name="giveBack">Collects the garbage and returns what is free to the system.</param>
sealed class IdleMemory(IScheduler scheduler, Func<long> allocated, Action giveBack)
{
    /// <summary>How often the server is looked at.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>A server that allocates less than this in an interval is quiet, in bytes.</summary>
    public const long Quiet = 16L << 20;

    /// <summary>So much must have been allocated since the last time, in bytes: what is younger is not worth a pause.</summary>
    public const long Worthwhile = 64L << 20;

    const long LargestPausedHeap = 512L << 20;

    /// <summary>Looks after the memory of this process until the result is disposed of.</summary>
    public static IDisposable Start() => new IdleMemory(Scheduler.Default, static () => GC.GetTotalAllocatedBytes(), GiveBack).Run();

    /// <summary>Looks until the result is disposed of.</summary>
    public IDisposable Run()
    {
        var (before, returned) = (allocated(), 0L);
        return Observable.Interval(Interval, scheduler).Subscribe(_ =>
        {
            var now = allocated();
            var isQuiet = now - before < Quiet;
            before = now;
            if (!isQuiet || now - returned < Worthwhile)
                return;
            returned = now;
            giveBack();
        });
    }

    static void GiveBack()
    {
        // The pause grows with what lives, and what lives would not go back.
        if (GC.GetGCMemoryInfo().HeapSizeBytes > LargestPausedHeap)
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);
        else
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
