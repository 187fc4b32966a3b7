using System.Reactive.Concurrency;
using LeanRx.Testing.Internal;

namespace LeanRx.Testing;

/// <summary>
/// A virtual-time scheduler of the user's, seen through the few things that a world needs of it. Not safe for several threads, as virtual time never is.
/// </summary>
public abstract class VirtualClock
{
    private protected VirtualClock()
    {
    }

    /// <summary>The instant at which the world begins when the user's scheduler begins before 1970: 2027-01-01 00:00 UTC.</summary>
    public static DateTimeOffset Epoch { get; } = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What client and server run on. Its <see cref="IScheduler.Now"/> is a plausible date even over a scheduler that begins in the year 1.</summary>
    public abstract IScheduler Scheduler { get; }

    /// <summary>The current instant.</summary>
    public DateTimeOffset Now => Scheduler.Now;

    /// <summary>Lets time pass, and runs what falls due in it, each thing at its instant.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative: virtual time does not run backwards.</exception>
    public void AdvanceBy(TimeSpan time)
    {
        if (time < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(time), time, "Virtual time does not run backwards.");
        Pass(time);
    }

    /// <summary>Lets time pass until the task has ended.</summary>
    /// <param name="task">What to wait for.</param>
    /// <param name="within">How long at most. Default 1 minute of virtual time.</param>
    /// <exception cref="TimeoutException">The task did not end in that time.</exception>
    public void RunUntil(Task task, TimeSpan? within = null)
    {
        var limit = within ?? TimeSpan.FromMinutes(1);
        var end = Now + limit;
        while (!task.IsCompleted)
        {
            if (Now >= end)
                throw new TimeoutException($"The task did not end within {limit} of virtual time; it is {Now:O} now.");
            Pass(TimeSpan.FromMilliseconds(1));
        }
    }

    /// <summary>Awaits must resume at their instant, on this thread; a test framework's context would send them elsewhere.</summary>
    void Pass(TimeSpan time)
    {
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            Advance(time);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    private protected abstract void Advance(TimeSpan time);

    /// <summary>Takes a scheduler that counts in ticks, such as <c>TestScheduler</c> of Microsoft.Reactive.Testing.</summary>
    public static implicit operator VirtualClock(VirtualTimeSchedulerBase<long, long> scheduler) => new TickClock(scheduler);

    /// <summary>Takes a scheduler that counts in dates, such as <see cref="HistoricalScheduler"/>.</summary>
    public static implicit operator VirtualClock(VirtualTimeSchedulerBase<DateTimeOffset, TimeSpan> scheduler) => new DateClock(scheduler);
}
