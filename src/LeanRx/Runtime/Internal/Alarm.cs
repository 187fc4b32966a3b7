namespace LeanRx.Runtime.Internal;

/// <summary>
/// The one timer of a session. Everything that waits has a due instant; the alarm is set for the earliest. When that moves to later the timer is left alone:
/// it rings early and is set again, so that a command that ends costs no timer. Lives in the serial gate.
/// </summary>
/// <param name="ring">Called on the scheduler with the number of the timer that rings.</param>
internal sealed class Alarm(SessionClock clock, Action<int> ring)
{
    /// <summary>What a timer of the platform may ring too early by: it counts whole milliseconds.</summary>
    static readonly TimeSpan s_grain = TimeSpan.FromMilliseconds(2);

    IDisposable? _timer;
    TimeSpan _due = SessionClock.Never;
    int _number;

    /// <summary>Whether a timer has rung before its time. Set for what is left it would ring at once, again and again until that is over.</summary>
    bool _isCoarse;

    public bool IsSet => _timer is not null;

    /// <summary>Sees to it that the alarm rings at the given instant, or before; never at all for <see cref="SessionClock.Never"/>.</summary>
    public void Set(TimeSpan due)
    {
        if (due == SessionClock.Never)
            Clear();
        else if (due < _due)
            Start(due);
    }

    /// <summary>Takes note that a timer rang. False for one that was replaced meanwhile.</summary>
    public bool Acknowledge(int number)
    {
        if (number != _number || _timer is null)
            return false;
        _isCoarse |= clock.Elapsed < _due;
        Clear();
        return true;
    }

    void Start(TimeSpan due)
    {
        Clear();
        _due = due;
        var wait = due - clock.Elapsed;
        if (wait < TimeSpan.Zero)
            wait = TimeSpan.Zero;
        if (_isCoarse)
            wait += s_grain;
        _timer = clock.Timers.ScheduleOrFallback((ring, number: ++_number), wait, static alarm => alarm.ring(alarm.number));
    }

    void Clear()
    {
        _timer?.Dispose();
        _timer = null;
        _due = SessionClock.Never;
    }
}
