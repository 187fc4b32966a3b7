using LeanRx.Runtime.Internal;
using LeanRx.Streams.Internal;
using Microsoft.Reactive.Testing;

namespace LeanRx.Tests.Internal;

public class EventStreamTests
{
    readonly TestScheduler _scheduler = new();
    readonly List<string> _log = [];
    readonly DeliveryQueue _queue;
    readonly EventStream<string> _stream;

    public EventStreamTests()
    {
        _queue = new DeliveryQueue(_scheduler, 3, count => _log.Add($"dropped {count}"));
        _stream = new EventStream<string>(_queue, exception => _log.Add(exception.Message));
    }

    [Fact]
    public void Every_observer_hears_every_value_in_order_and_then_the_end()
    {
        _stream.Subscribe(value => _log.Add($"a {value}"), () => _log.Add("a end"));
        _stream.Subscribe(value => _log.Add($"b {value}"), () => _log.Add("b end"));

        _stream.Publish("1");
        _stream.Publish("2");
        _stream.Complete();
        _scheduler.AdvanceBy(1);

        Assert.Equal(["a 1", "b 1", "a 2", "b 2", "a end", "b end"], _log);
        Assert.False(_stream.HasObservers);
    }

    [Fact]
    public void A_disposed_observer_is_not_called_again_even_by_what_was_published_before()
    {
        var subscription = _stream.Subscribe(_log.Add, () => _log.Add("end"));

        _stream.Publish("1");
        subscription.Dispose();
        _stream.Complete();
        _scheduler.AdvanceBy(1);

        Assert.Empty(_log);
    }

    [Fact]
    public void An_observer_that_its_neighbour_disposes_does_not_hear_the_present_value()
    {
        IDisposable? second = null;
        _stream.Subscribe(_ => second!.Dispose());
        second = _stream.Subscribe(_log.Add);

        _stream.Publish("1");
        _scheduler.AdvanceBy(1);

        Assert.Empty(_log);
    }

    [Fact]
    public void An_observer_that_throws_is_unsubscribed_and_reported_and_its_neighbours_hear_on()
    {
        _stream.Subscribe(_ => throw new InvalidOperationException("mistake"));
        _stream.Subscribe(_log.Add);

        _stream.Publish("1");
        _stream.Publish("2");
        _scheduler.AdvanceBy(1);

        Assert.Equal(["mistake", "1", "2"], _log);
    }

    [Fact]
    public void An_observer_that_throws_at_the_end_is_reported_too()
    {
        _stream.Subscribe(_ => { }, () => throw new InvalidOperationException("mistake"));
        _stream.Subscribe(_ => { }, () => _log.Add("end"));

        _stream.Complete();
        _scheduler.AdvanceBy(1);

        Assert.Equal(["mistake", "end"], _log);
    }

    [Fact]
    public void Who_subscribes_after_the_end_hears_the_end_on_the_scheduler()
    {
        _stream.Complete();
        _scheduler.AdvanceBy(1);

        _stream.Subscribe(_log.Add, () => _log.Add("end"));
        Assert.Empty(_log);
        _scheduler.AdvanceBy(1);

        Assert.Equal(["end"], _log);
    }

    [Fact]
    public void The_end_arrives_however_full_the_queue_is()
    {
        _stream.Subscribe(_log.Add, () => _log.Add("end"));

        for (var value = 0; value < 5; value++)
            _stream.Publish($"{value}");
        _stream.Complete();
        _scheduler.AdvanceBy(1);

        Assert.Equal(["0", "1", "2", "end", "dropped 2"], _log);
    }

    [Fact]
    public void A_value_that_nobody_observes_does_not_wait_for_anybody()
    {
        _stream.Publish("1");

        Assert.Equal(0, _queue.Waiting);
    }

    [Fact]
    public void Subscribing_the_same_observer_twice_makes_two_subscriptions()
    {
        var observer = System.Reactive.Observer.Create<string>(_log.Add);
        _stream.Subscribe(observer);
        var second = _stream.Subscribe(observer);

        _stream.Publish("1");
        _scheduler.AdvanceBy(1);
        second.Dispose();
        _stream.Publish("2");
        _scheduler.AdvanceBy(1);

        Assert.Equal(["1", "1", "2"], _log);
    }
}
