using LeanRx.Runtime.Internal;
using LeanRx.Streams.Internal;
using Microsoft.Reactive.Testing;

namespace LeanRx.Tests.Internal;

public class ValueStreamTests
{
    readonly TestScheduler _scheduler = new();
    readonly List<string> _log = [];
    readonly ValueStream<string> _stream;

    public ValueStreamTests()
    {
        var queue = new DeliveryQueue(_scheduler, 1, _ => { });
        _stream = new ValueStream<string>("0", queue, exception => _log.Add(exception.Message));
    }

    [Fact]
    public void Each_subscriber_hears_the_current_value_first_and_then_every_change()
    {
        _stream.Set("1");
        _stream.Subscribe(value => _log.Add($"a {value}"));
        _stream.Set("2");
        _stream.Subscribe(value => _log.Add($"b {value}"));
        _stream.Set("3");
        _scheduler.AdvanceBy(1);

        Assert.Equal(["a 1", "a 2", "b 2", "a 3", "b 3"], _log);
        Assert.Equal("3", _stream.Value);
    }

    [Fact]
    public void Who_unsubscribes_before_its_greeting_hears_nothing()
    {
        _stream.Subscribe(_log.Add).Dispose();
        _stream.Set("1");
        _scheduler.AdvanceBy(1);

        Assert.Empty(_log);
    }

    [Fact]
    public void A_subscriber_that_throws_at_its_greeting_is_gone()
    {
        _stream.Subscribe(_ => throw new InvalidOperationException("mistake"));
        _stream.Set("1");
        _scheduler.AdvanceBy(1);

        Assert.Equal(["mistake"], _log);
    }

    [Fact]
    public void The_end_comes_after_the_last_change_and_who_comes_later_hears_both()
    {
        _stream.Subscribe(value => _log.Add($"a {value}"), () => _log.Add("a end"));
        _stream.Set("1");
        _stream.Complete();
        _scheduler.AdvanceBy(1);
        _stream.Subscribe(value => _log.Add($"b {value}"), () => _log.Add("b end"));
        _scheduler.AdvanceBy(1);

        Assert.Equal(["a 0", "a 1", "a end", "b 1", "b end"], _log);
    }
}
