using System.Reactive;
using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using System.Reactive.Linq;

namespace LeanRx.Testing.Tests;

public class StreamTests
{
    readonly HistoricalScheduler _scheduler = new();

    [Fact]
    public void A_recording_keeps_values_their_instants_and_the_end()
    {
        var recording = Observable.Interval(TimeSpan.FromSeconds(1), _scheduler).Take(2).Record(_scheduler);
        _scheduler.AdvanceBy(TimeSpan.FromMinutes(1));

        recording.AssertNotifications(
            new Recorded<long>(TimeSpan.FromSeconds(1), RecordedKind.Value, 0),
            new Recorded<long>(TimeSpan.FromSeconds(2), RecordedKind.Value, 1),
            new Recorded<long>(TimeSpan.FromSeconds(2), RecordedKind.Completion));
        Assert.True(recording.IsCompleted);
    }

    [Fact]
    public void What_differs_is_shown_side_by_side()
    {
        var recording = Observable.Never<int>().StartWith(1, 2).Record(_scheduler);
        var error = Assert.Throws<StreamAssertionException>(() => recording.AssertValues(1, 3));
        Assert.Equal("The stream told other values, from number 2 on.\nexpected:\n  1\n  3\nactual:\n  1\n  2", error.Message);
    }

    [Fact]
    public void A_stream_that_ended_in_an_error_does_not_pass_for_its_values()
    {
        var recording = Observable.Return(1).Concat(Observable.Throw<int>(new InvalidOperationException("broken"))).Record(_scheduler);
        Assert.Throws<StreamAssertionException>(() => recording.AssertValues(1));
        Assert.Equal("broken", recording.Error?.Message);
    }

    [Fact]
    public void A_value_after_the_end_breaks_the_contract()
    {
        var broken = new Broken<int>(observer =>
        {
            observer.OnCompleted();
            observer.OnNext(1);
        });
        var error = Assert.Throws<StreamAssertionException>(() => broken.ValidateRxContract().Subscribe(Observer.Create<int>(_ => { })));
        Assert.Equal("OnNext(1) came after the end of the stream.", error.Message);
    }

    [Fact]
    public void A_value_while_another_is_handled_breaks_the_contract()
    {
        var broken = new Broken<int>(observer => observer.OnNext(1));
        IObserver<int>? inner = null;
        broken.Subscribed += observer => inner = observer;
        var error = Assert.Throws<StreamAssertionException>(() => broken.ValidateRxContract().Subscribe(Observer.Create<int>(value =>
        {
            if (value == 1)
                inner!.OnNext(2);
        })));
        Assert.Equal("OnNext(2) came while another notification was being handled: notifications must not overlap.", error.Message);
    }

    [Fact]
    public void A_sound_stream_passes_as_it_is()
    {
        var recording = Observable.Range(1, 3).ValidateRxContract().Record(_scheduler);
        Assert.Equal([1, 2, 3], recording.Values);
        Assert.True(recording.IsCompleted);
    }

    sealed class Broken<T>(Action<IObserver<T>> play) : IObservable<T>
    {
        public event Action<IObserver<T>>? Subscribed;

        public IDisposable Subscribe(IObserver<T> observer)
        {
            Subscribed?.Invoke(observer);
            play(observer);
            return Disposable.Empty;
        }
    }
}
