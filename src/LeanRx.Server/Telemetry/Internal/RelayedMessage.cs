using System.Diagnostics;
using LeanRx.Protocol;
using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.Telemetry.Internal;

/// <summary>A message's trace on its way through the engine: from the sender's frame, by a span of its own where one is wanted, to deliveries.</summary>
internal sealed class RelayedMessage
{
    readonly Activity? _activity;
    readonly EngineClock _clock;
    readonly TimeSpan _begunAt;

    RelayedMessage(Activity? activity, string? traceParent, EngineClock clock, TimeSpan begunAt) =>
        (_activity, TraceParent, _clock, _begunAt) = (activity, traceParent, clock, begunAt);

    /// <summary>What deliveries carry; null where the sender sent none, or something that is none.</summary>
    public string? TraceParent { get; }

    public static RelayedMessage Begin(DirectFrame frame, string clientId, EngineClock clock, TimeSpan begunAt)
    {
        var isTraced = ActivityContext.TryParse(frame.TraceParent, null, isRemote: true, out var parent);
        var before = Activity.Current;
        Activity.Current = null;
        var activity = EngineTelemetry.Spans.StartActivity("relay", ActivityKind.Server, parent,
            [
                new("messaging.system", "leanrx"),
                new("messaging.operation.name", "relay"),
                new("messaging.client.id", clientId),
                new("messaging.destination.name", frame.ConversationId),
            ],
            null, clock.Scheduler.Now - (clock.Elapsed - begunAt));
        Activity.Current = before;
        var traceParent = activity is { IdFormat: ActivityIdFormat.W3C } ? activity.Id : frame.TraceParent;
        return new RelayedMessage(activity, isTraced ? traceParent : null, clock, begunAt);
    }

    /// <summary>The message has been pushed to all who are there; or it was not, for the code.</summary>
    public void End(string messageId, int? code)
    {
        if (_activity is null)
            return;
        _activity.SetTag("messaging.message.id", messageId);
        if (code is { } number)
            _activity.SetTag("error.type", number).SetStatus(ActivityStatusCode.Error);
        _activity.SetEndTime(_activity.StartTimeUtc + (_clock.Elapsed - _begunAt));
        var before = Activity.Current;
        _activity.Stop();
        Activity.Current = before;
    }
}
