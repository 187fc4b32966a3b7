using System.Diagnostics;
using LeanRx.Runtime.Internal;

namespace LeanRx.Telemetry.Internal;

/// <summary>A message that has come, until those who listen to it have done their work.</summary>
internal sealed class MessageArrival(string? traceParent, SessionClock clock, string clientId, string conversationId, string messageId)
{
    readonly TimeSpan _arrivedAt = clock.Elapsed;

    /// <summary>Hands it on, as a span of the trace that it came with, or else one of its own.</summary>
    public void Run<TState>(Action<TState> handOn, TState state)
    {
        var before = Activity.Current;
        Activity.Current = null;
        try
        {
            var parent = ActivityContext.TryParse(traceParent, null, isRemote: true, out var context) ? context : default;
            if (MessageSpan.Start("process", ActivityKind.Consumer, parent, clock, clientId, conversationId, _arrivedAt) is not { } span)
            {
                handOn(state);
                return;
            }
            span.Run(handOn, state);
            span.End(messageId, null);
        }
        finally
        {
            Activity.Current = before;
        }
    }
}
