using System.Reactive.Concurrency;

namespace LeanRx.Testing.Time.Internal;

internal sealed class DateClock(VirtualTimeSchedulerBase<DateTimeOffset, TimeSpan> scheduler) : VirtualClock
{
    public override IScheduler Scheduler { get; } = EpochScheduler.Over(scheduler);

    private protected override void Advance(TimeSpan time) => scheduler.AdvanceBy(time);
}
