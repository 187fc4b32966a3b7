using System.Reactive.Disposables;
using LeanRx.Common.Internal;
using LeanRx.Connections.Internal;
using LeanRx.Options.Internal;
using LeanRx.Runtime.Internal;

namespace LeanRx.MissedEvents.Internal;

/// <summary>One question to the application's source of missed events, on the scheduler and within a time.</summary>
/// <param name="session">Whose session it is.</param>
/// <param name="source">The application's source.</param>
/// <param name="after">Only what is later than this.</param>
/// <param name="ended">Told the outcome once, on any thread.</param>
internal sealed class MissedEventFetch(ISession session, IMissedEventSource source, DateTimeOffset after,
    Action<MissedEventFetch, Task<MissedEventPage>> ended) : IDisposable
{
    readonly CancellationTokenSource _cancellation = new();
    readonly SerialDisposable _timer = new();
    int _hasEnded;

    LeanClientOptions Options => session.Options;

    public void Start()
    {
        Options.Scheduler.ScheduleOrFallback(this, static fetch => fetch.Run());
        _timer.Disposable = Options.Scheduler.ScheduleOrFallback(this, Options.CommandTimeout, static fetch => fetch.Expire());
    }

    /// <summary>What hangs on the token is the application's code, which does not run inside the gate.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        _hasEnded = 1;
        Options.Scheduler.ScheduleOrFallback(_cancellation, static cancellation => cancellation.Cancel());
    }

    void Run()
    {
        if (Volatile.Read(ref _hasEnded) == 1)
            return;
        session.AskWithTokenAsync(AskAsync, _cancellation.Token).ContinueWith(
            static (answer, fetch) => ((MissedEventFetch)fetch!).End(answer),
            this,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    Task<MissedEventPage> AskAsync(string token, CancellationToken cancellationToken)
    {
        var request = new MissedEventRequest
        {
            ApiServer = ApiAddress.Of(Options),
            ApplicationId = Options.ApplicationId,
            ApplicationKey = Options.ApplicationKey,
            ClientId = Options.ClientId,
            SessionToken = token,
            After = after,
        };
        return source.FetchAsync(request, cancellationToken) ?? throw new InvalidOperationException("The source of missed events returned no task.");
    }

    void Expire()
    {
        End(Task.FromException<MissedEventPage>(new CommandTimeoutException($"No missed events came within {Text.Of(Options.CommandTimeout)} " +
            "(CommandTimeout).")));
        _cancellation.Cancel();
    }

    void End(Task<MissedEventPage> answer)
    {
        // An error that nobody waits for any more is looked at all the same.
        _ = answer.Exception;
        _timer.Dispose();
        if (Interlocked.Exchange(ref _hasEnded, 1) == 0)
            ended(this, answer);
    }
}
