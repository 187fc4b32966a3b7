using System.Diagnostics;
using LeanRx.Runtime.Internal;

namespace LeanRx.Telemetry.Internal;

/// <summary>A stretch of a message's way. It begins and ends at instants of the client's scheduler, not of the computer's clock.</summary>
internal sealed class MessageSpan
{
    readonly Activity _activity;
    readonly SessionClock _clock;
    readonly TimeSpan _begunAt;

    MessageSpan(Activity activity, SessionClock clock, TimeSpan begunAt) => (_activity, _clock, _begunAt) = (activity, clock, begunAt);

    /// <summary>The trace in the form in which it travels; null where activities have ids of another form.</summary>
    public string? TraceParent => TraceParentOf(_activity);

    /// <summary>The same of what runs here.</summary>
    public static string? CurrentTraceParent => TraceParentOf(Activity.Current);

    /// <summary>Begins a span.</summary>
    /// <param name="operation">Its name.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="parent">To which trace it belongs; null for that of what runs here.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="clientId">Whose client it is.</param>
    /// <param name="conversationId">Where the message is said.</param>
    /// <param name="begunAt">When it began, on the clock's stopwatch; null for now.</param>
    /// <returns>Null when nobody wants it.</returns>
    public static MessageSpan? Start(string operation, ActivityKind kind, ActivityContext? parent, SessionClock clock, string clientId, string? conversationId,
        TimeSpan? begunAt = null)
    {
        var now = clock.Elapsed;
        var start = begunAt ?? now;
        var before = Activity.Current;
        var activity = ClientMeter.Spans.StartActivity(operation, kind, parent ?? default,
            [
                new("messaging.system", "leanrx"),
                new("messaging.operation.name", operation),
                new("messaging.operation.type", operation),
                new("messaging.client.id", clientId),
                new("messaging.destination.name", conversationId),
            ],
            null, clock.Now - (now - start));
        // Whoever called does not work for this message alone.
        Activity.Current = before;
        return activity is null ? null : new MessageSpan(activity, clock, start);
    }

    /// <summary>Runs something as the work of this span.</summary>
    public void Run<TState>(Action<TState> work, TState state)
    {
        var before = Activity.Current;
        Activity.Current = _activity;
        try
        {
            work(state);
        }
        finally
        {
            Activity.Current = before;
        }
    }

    public void End(string? messageId, string? errorType)
    {
        if (messageId is not null)
            _activity.SetTag("messaging.message.id", messageId);
        if (errorType is not null)
            _activity.SetTag("error.type", errorType).SetStatus(ActivityStatusCode.Error);
        _activity.SetEndTime(_activity.StartTimeUtc + (_clock.Elapsed - _begunAt));
        var before = Activity.Current;
        _activity.Stop();
        Activity.Current = before;
    }

    static string? TraceParentOf(Activity? activity) => activity is { IdFormat: ActivityIdFormat.W3C } ? activity.Id : null;
}
