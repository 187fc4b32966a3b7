using System.Reactive.Concurrency;
using LeanRx.Runtime.Internal;
using LeanRx.Streams.Internal;
using Microsoft.Reactive.Testing;

namespace LeanRx.Tests.Internal;

public class SchedulerTaskSourceTests
{
    readonly TestScheduler _scheduler = new();

    [Fact]
    public void In_virtual_time_awaits_resume_on_the_scheduler_among_the_notifications()
    {
        var log = new List<string>();
        var queue = new DeliveryQueue(_scheduler, 10, _ => { });
        var stream = new EventStream<string>(queue, _ => { });
        stream.Subscribe(log.Add);
        var promise = new TestPromise(queue);
        promise.Task.ContinueWith(task => log.Add($"resumed with {task.Result}"), TaskContinuationOptions.ExecuteSynchronously);

        stream.Publish("before");
        promise.Succeed("result");
        stream.Publish("after");
        Assert.True(promise.IsDecided);
        Assert.Empty(log);
        _scheduler.AdvanceBy(1);

        Assert.Equal(["before", "resumed with result", "after"], log);
    }

    [Fact]
    public void What_is_decided_before_the_caller_has_its_task_has_completed()
    {
        var promise = new TestPromise(new DeliveryQueue(_scheduler, 10, _ => { }));

        promise.Succeed("result");

        Assert.True(promise.TakeTask().IsCompletedSuccessfully);
        _scheduler.AdvanceBy(1);
        Assert.Equal("result", Result.Of(promise.Task));
    }

    [Fact]
    public void The_first_outcome_counts()
    {
        var promise = new TestPromise(new DeliveryQueue(_scheduler, 10, _ => { }));

        promise.Fail(new InvalidOperationException("first"));
        promise.Succeed("second");
        promise.Cancel(new CancellationToken(canceled: true));
        _scheduler.AdvanceBy(1);

        Assert.Equal("first", Result.ErrorOf(promise.Task).Message);
    }

    [Fact]
    public void A_cancelled_promise_names_its_token()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        var promise = new TestPromise(new DeliveryQueue(_scheduler, 10, _ => { }));

        promise.Cancel(source.Token);
        _scheduler.AdvanceBy(1);

        Assert.True(promise.Task.IsCanceled);
    }

    [Fact]
    public async Task On_the_thread_pool_the_task_completes_at_once_and_awaits_resume_elsewhere()
    {
        var promise = new TestPromise(new DeliveryQueue(TaskPoolScheduler.Default, 10, _ => { }));
        var here = Environment.CurrentManagedThreadId;
        var inside = true;
        var resumed = promise.Task.ContinueWith(_ => Environment.CurrentManagedThreadId != here || !Volatile.Read(ref inside),
            TaskContinuationOptions.ExecuteSynchronously);

        promise.Succeed("result");
        Assert.True(promise.Task.IsCompletedSuccessfully);
        Volatile.Write(ref inside, false);

        Assert.True(await resumed);
    }

    sealed class TestPromise(DeliveryQueue queue) : SchedulerTaskSource<string>(queue);
}
