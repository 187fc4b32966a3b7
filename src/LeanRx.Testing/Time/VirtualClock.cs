using System.Reactive.Concurrency;
using LeanRx.Testing.Time.Internal;

namespace LeanRx.Testing;

/// <summary>The virtual clock of a world, over a virtual-time scheduler.</summary>
/// <remarks>Not thread-safe.</remarks>
public abstract class VirtualClock
{
    private protected VirtualClock()
    {
    }

    /// <summary>The time at which the world begins if the scheduler begins before 1970: 2027-01-01 00:00 UTC.</summary>
    public static DateTimeOffset Epoch { get; } = new(2027, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The scheduler of clients and server.</summary>
    /// <remarks>Its <see cref="IScheduler.Now"/> is a plausible date even if the underlying scheduler begins in the year 1.</remarks>
    public abstract IScheduler Scheduler { get; }

    /// <summary>The current time.</summary>
    public DateTimeOffset Now => Scheduler.Now;

    /// <summary>Advances the time, and runs everything that is due, each at its time.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is negative.</exception>
    public void AdvanceBy(TimeSpan time)
    {
        if (time < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(time), time, "Virtual time does not run backwards.");
        Pass(time);
    }

    /// <summary>Advances the time until a task has completed.</summary>
    /// <param name="task">The task.</param>
    /// <param name="within">The maximum virtual time. Default: null, one minute.</param>
    /// <exception cref="TimeoutException">The task did not complete in that time.</exception>
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

    /// <summary>Uses a scheduler with ticks, such as <c>TestScheduler</c> of Microsoft.Reactive.Testing.</summary>
    public static implicit operator VirtualClock(VirtualTimeSchedulerBase<long, long> scheduler) => new TickClock(scheduler);

    /// <summary>Uses a scheduler with dates, such as <see cref="HistoricalScheduler"/>.</summary>
    public static implicit operator VirtualClock(VirtualTimeSchedulerBase<DateTimeOffset, TimeSpan> scheduler) => new DateClock(scheduler);
}
