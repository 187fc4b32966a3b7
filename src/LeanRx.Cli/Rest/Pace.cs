using System.Reactive.Concurrency;

namespace LeanRx.Cli.Rest;

/// <summary>Lets requests begin one after another, no faster than the rate, and none while the server has asked for quiet.</summary>
sealed class Pace(IScheduler scheduler, double rate)
{
    readonly Lock _lock = new();
    readonly TimeSpan _interval = TimeSpan.FromSeconds(1 / rate);
    DateTimeOffset _next = DateTimeOffset.MinValue;
    DateTimeOffset _quietUntil = DateTimeOffset.MinValue;

    /// <summary>Waits for the next turn.</summary>
    public async Task TurnAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (true)
        {
            DateTimeOffset turn;
            lock (_lock)
            {
                turn = Later(Later(scheduler.Now, _next), _quietUntil);
                _next = turn + _interval;
            }
            await Pause.ForAsync(scheduler, turn - scheduler.Now, cancellationToken).ConfigureAwait(false);
            lock (_lock)
            {
                if (turn >= _quietUntil)
                    return;
            }
        }
    }

    /// <summary>Nothing begins for a time.</summary>
    public void KeepQuiet(TimeSpan time)
    {
        lock (_lock)
            _quietUntil = Later(_quietUntil, scheduler.Now + time);
    }

    static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
