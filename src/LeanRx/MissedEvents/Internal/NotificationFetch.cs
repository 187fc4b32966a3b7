using System.Reactive.Disposables;
using LeanRx.Common.Internal;
using LeanRx.Connections.Internal;
using LeanRx.Options.Internal;
using LeanRx.Runtime.Internal;

namespace LeanRx.MissedEvents.Internal;

/// <summary>One question to the application's source of notifications, on the scheduler and within a time.</summary>
/// <param name="session">Whose session it is.</param>
/// <param name="source">The application's source.</param>
/// <param name="after">Only what is later than this.</param>
/// <param name="ended">Told the outcome once, on any thread.</param>
internal sealed class NotificationFetch(ISession session, INotificationSource source, DateTimeOffset after,
    Action<NotificationFetch, Task<MissedNotifications>> ended) : IDisposable
{
    readonly CancellationTokenSource _cancellation = new();
    readonly SerialDisposable _timer = new();
    int _hasEnded;

    LeanClientOptions Options => session.Options;

    public void Start()
    {
        Options.Scheduler.ScheduleSurely(this, static fetch => fetch.Run());
        if (Options.CommandTimeout != Timeout.InfiniteTimeSpan)
            _timer.Disposable = Options.Scheduler.ScheduleSurely(this, Options.CommandTimeout, static fetch => fetch.Expire());
    }

    /// <summary>What hangs on the token is the application's code, which does not run inside the gate.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        _hasEnded = 1;
        Options.Scheduler.ScheduleSurely(_cancellation, static cancellation => cancellation.Cancel());
    }

    void Run()
    {
        if (Volatile.Read(ref _hasEnded) == 1)
            return;
        session.AskWithTokenAsync(AskAsync, _cancellation.Token).ContinueWith(
            static (answer, fetch) => ((NotificationFetch)fetch!).End(answer),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    Task<MissedNotifications> AskAsync(string token, CancellationToken cancellationToken)
    {
        var request = new NotificationRequest(ApiAddress.Of(Options), Options.ApplicationId, Options.ApplicationKey, Options.ClientId, token, after);
        return source.FetchAsync(request, cancellationToken) ?? throw new InvalidOperationException("The notification source returned no task.");
    }

    void Expire()
    {
        End(Task.FromException<MissedNotifications>(new CommandTimeoutException($"No notifications came within {Text.Of(Options.CommandTimeout)} " +
            "(CommandTimeout).")));
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
