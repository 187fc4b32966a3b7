using System.Reactive.Concurrency;
using System.Reactive.Linq;
using LeanRx.Common.Internal;

namespace LeanRx.Tests.Internal;

public class PoolSchedulerTests
{
    [Fact]
    public void Outside_of_a_page_it_is_the_task_pool() => Assert.Same(TaskPoolScheduler.Default,
        new LeanClientOptions(new Uri("ws://server/"), "Tom").Scheduler);

    [Fact]
    public async Task In_a_page_no_operator_begins_a_thread()
    {
        var scheduler = PoolScheduler.Of(isBrowser: true);

        Assert.Null(scheduler.AsLongRunning());
        Assert.Equal([1, 2, 3], await Observable.Range(1, 3, scheduler).ObserveOn(scheduler).ToList());
    }
}
