using System.Reactive.Concurrency;
using LeanRx.Runtime.Internal;
using Microsoft.Reactive.Testing;

namespace LeanRx.Tests.Internal;

public class DeliveryQueueTests
{
    readonly TestScheduler _scheduler = new();
    readonly List<string> _log = [];
    readonly Target _target;

    public DeliveryQueueTests() => _target = new Target(item => _log.Add((string)item!));

    DeliveryQueue Queue(int capacity = 100) => new(_scheduler, capacity, count => _log.Add($"dropped {count}"), exception => _log.Add(exception.Message));

    [Fact]
    public void Notifications_are_delivered_on_the_scheduler_in_order()
    {
        var queue = Queue();

        queue.Post(_target, "one");
        queue.PostControl(_target, "two");
        queue.Post(_target, "three");
        Assert.Empty(_log);
        Assert.Equal(3, queue.Waiting);
        _scheduler.AdvanceBy(1);

        Assert.Equal(["one", "two", "three"], _log);
        Assert.Equal(0, queue.Waiting);
    }

    [Fact]
    public void A_full_queue_drops_what_comes_and_says_once_how_much()
    {
        var queue = Queue(capacity: 2);

        foreach (var item in new[] { "1", "2", "3", "4", "5" })
            queue.Post(_target, item);
        _scheduler.AdvanceBy(1);
        queue.Post(_target, "6");
        _scheduler.AdvanceBy(1);

        Assert.Equal(["1", "2", "dropped 3", "6"], _log);
    }

    [Fact]
    public void A_full_queue_takes_control_notifications_all_the_same()
    {
        var queue = Queue(capacity: 1);

        queue.Post(_target, "1");
        queue.Post(_target, "2");
        queue.PostControl(_target, "control");
        _scheduler.AdvanceBy(1);

        Assert.Equal(["1", "control", "dropped 1"], _log);
    }

    [Fact]
    public void What_is_held_is_delivered_in_one_turn_when_nobody_holds_it_any_more()
    {
        var queue = Queue();

        queue.Hold();
        queue.Hold();
        queue.Post(_target, "one");
        queue.PostControl(_target, "two");
        queue.Release();
        _scheduler.AdvanceBy(1);
        Assert.Empty(_log);
        queue.Release();
        _scheduler.AdvanceBy(1);

        Assert.Equal(["one", "two"], _log);
        queue.Post(_target, "three");
        _scheduler.AdvanceBy(1);
        Assert.Equal("three", _log[^1]);
    }

    [Fact]
    public void A_hold_without_end_holds_nothing_back_for_ever()
    {
        var queue = Queue(capacity: 1000);

        queue.Hold();
        for (var number = 1; number < DeliveryQueue.Portion; number++)
            queue.Post(_target, $"{number}");
        _scheduler.AdvanceBy(1);
        Assert.Empty(_log);
        queue.Post(_target, "last");
        _scheduler.AdvanceBy(1);

        Assert.Equal((DeliveryQueue.Portion, "last"), (_log.Count, _log[^1]));
    }

    [Fact]
    public void A_release_that_overtakes_its_hold_leaves_nothing_held()
    {
        var queue = Queue();

        queue.Release();
        queue.Hold();
        queue.Post(_target, "one");
        _scheduler.AdvanceBy(1);

        Assert.Equal(["one"], _log);
    }

    [Fact]
    public void A_target_that_throws_is_reported_and_the_next_one_is_served()
    {
        var queue = Queue();

        queue.Post(new Target(_ => throw new InvalidOperationException("mistake")), null);
        queue.Post(_target, "next");
        _scheduler.AdvanceBy(1);

        Assert.Equal(["mistake", "next"], _log);
    }

    [Fact]
    public void What_is_left_during_a_delivery_is_delivered_after_it()
    {
        var queue = Queue();
        queue.Post(new Target(_ => queue.Post(_target, "inner")), null);
        queue.Post(_target, "outer");

        _scheduler.AdvanceBy(1);

        Assert.Equal(["outer", "inner"], _log);
    }

    [Fact]
    public void A_flood_leaves_turns_to_others()
    {
        var queue = Queue(capacity: 10_000);
        for (var item = 0; item < 3000; item++)
            queue.Post(_target, "x");
        _scheduler.Schedule(() => _log.Add("other"));

        _scheduler.AdvanceBy(10);

        Assert.Equal(3001, _log.Count);
        Assert.Equal(1024, _log.IndexOf("other"));
    }

    [Fact]
    public async Task A_scheduler_that_takes_no_work_is_replaced_so_that_nobody_waits_for_ever()
    {
        var delivered = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
        var queue = new DeliveryQueue(new Refusing(), 10, _ => { });

        queue.Post(new Target(delivered.SetResult), "one");

        Assert.Equal("one", await delivered.Task.WaitAsync(TestContext.Current.CancellationToken));
    }

    sealed class Target(Action<object?> deliver) : IDeliveryTarget
    {
        public void Deliver(object? item) => deliver(item);
    }

    sealed class Refusing : IScheduler
    {
        public DateTimeOffset Now => default;

        public IDisposable Schedule<TState>(TState state, Func<IScheduler, TState, IDisposable> action) => throw new ObjectDisposedException("scheduler");

        public IDisposable Schedule<TState>(TState state, TimeSpan dueTime, Func<IScheduler, TState, IDisposable> action) =>
            throw new ObjectDisposedException("scheduler");

        public IDisposable Schedule<TState>(TState state, DateTimeOffset dueTime, Func<IScheduler, TState, IDisposable> action) =>
            throw new ObjectDisposedException("scheduler");
    }
}
