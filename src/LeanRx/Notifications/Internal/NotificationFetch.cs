using System.Reactive.Disposables;

namespace LeanRx.Internal;

/// <summary>One question to the application's source of notifications, on the scheduler and within a time.</summary>
/// <param name="ended">Told the outcome once, on any thread.</param>
internal sealed class NotificationFetch(INotificationSource source, NotificationRequest request, LeanClientOptions options, Action<NotificationFetch, Task<MissedNotifications>> ended) : IDisposable
{
    readonly CancellationTokenSource _cancellation = new();
    readonly SerialDisposable _timer = new();
    int _hasEnded;

    public void Start()
    {
        options.Scheduler.ScheduleSurely(this, static fetch => fetch.Run());
        if (options.CommandTimeout != Timeout.InfiniteTimeSpan)
            _timer.Disposable = options.Scheduler.ScheduleSurely(this, options.CommandTimeout, static fetch => fetch.Expire());
    }

    /// <summary>What hangs on the token is the application's code, which does not run inside the gate.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        _hasEnded = 1;
        options.Scheduler.ScheduleSurely(_cancellation, static cancellation => cancellation.Cancel());
    }

    void Run()
    {
        if (Volatile.Read(ref _hasEnded) == 1)
            return;
        Task<MissedNotifications> answer;
        try
        {
            answer = source.FetchAsync(request, _cancellation.Token) ?? throw new InvalidOperationException("The notification source returned no task.");
        }
        catch (Exception exception)
        {
            answer = Task.FromException<MissedNotifications>(exception);
        }
        answer.ContinueWith(
            static (answer, fetch) => ((NotificationFetch)fetch!).End(answer),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    void Expire()
    {
        End(Task.FromException<MissedNotifications>(new CommandTimeoutException($"No notifications came within {Text.Of(options.CommandTimeout)} (CommandTimeout).")));
        _cancellation.Cancel();
    }

    void End(Task<MissedNotifications> answer)
    {
        // An error that nobody waits for any more is looked at all the same.
        _ = answer.Exception;
        _timer.Dispose();
        if (Interlocked.Exchange(ref _hasEnded, 1) == 0)
            ended(this, answer);
    }
}
