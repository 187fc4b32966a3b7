using System.Reactive.Concurrency;
using LeanRx.Runtime.Internal;
using Microsoft.Reactive.Testing;

namespace LeanRx.Tests.Internal;

public class AlarmTests
{
    static readonly TimeSpan Due = TimeSpan.FromMilliseconds(30_000.7);

    readonly TestScheduler _time = new();

    [Fact]
    public void In_virtual_time_it_rings_at_its_instant_once()
    {
        Assert.Equal([Due], RingsOf(_time));
    }

    [Fact]
    public void A_timer_that_counts_whole_milliseconds_is_set_once_more_and_not_until_the_last_one_is_over()
    {
        Assert.Equal([TimeSpan.FromMilliseconds(30_000), TimeSpan.FromMilliseconds(30_002)], RingsOf(new CoarseTimers(_time)));
    }

    [Fact]
    public async Task On_the_thread_pool_it_rings_once_each_time_that_it_is_set_and_not_for_what_was_put_off()
    {
        var rings = System.Threading.Channels.Channel.CreateUnbounded<int>();
        var clock = new SessionClock(TaskPoolScheduler.Default);
        var alarm = new Alarm(clock, number => rings.Writer.TryWrite(number));

        alarm.Set(clock.After(TimeSpan.FromDays(1)));
        alarm.Set(clock.Elapsed);
        Assert.Equal(2, await rings.Reader.ReadAsync(TestContext.Current.CancellationToken));
        Assert.True(alarm.Acknowledge(2));
        alarm.Set(clock.Elapsed);
        Assert.Equal(3, await rings.Reader.ReadAsync(TestContext.Current.CancellationToken));
        Assert.False(rings.Reader.TryRead(out _));
    }

    /// <summary>When it rings until its time has come.</summary>
    List<TimeSpan> RingsOf(IScheduler scheduler)
    {
        var rings = new List<TimeSpan>();
        Alarm? alarm = null;
        alarm = new Alarm(new SessionClock(scheduler), number =>
        {
            var now = TimeSpan.FromTicks(_time.Clock);
            rings.Add(now);
            if (alarm!.Acknowledge(number) && now < Due)
                alarm.Set(Due);
        });
        alarm.Set(Due);
        _time.AdvanceTo(Due.Ticks * 2);
        return rings;
    }

    /// <summary>Timers as the platform has them: what is left of a millisecond is cut off.</summary>
    sealed class CoarseTimers(IScheduler inner) : IScheduler
    {
        public DateTimeOffset Now => inner.Now;

        public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) => inner.Schedule(state, action);

        public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action) =>
            inner.Schedule(state, TimeSpan.FromMilliseconds(Math.Floor(dueTime.TotalMilliseconds)), action);

        public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
            Schedule(state, dueTime - Now, action);
    }
}
