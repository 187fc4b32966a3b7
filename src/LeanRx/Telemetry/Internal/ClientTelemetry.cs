using System.Diagnostics;
using LeanRx.Common.Internal;
using LeanRx.Protocol;
using LeanRx.Runtime.Internal;

namespace LeanRx.Telemetry.Internal;

/// <summary>
/// Counts and times what one client does, and makes the spans of its messages; all times are the scheduler's. Whoever has something to tell calls this and
/// nothing else. Without a listener it costs a look at whether there is one. From any thread.
/// </summary>
internal sealed class ClientTelemetry
{
    /// <summary>What was begun without a listener.</summary>
    static readonly TimeSpan s_unmeasured = TimeSpan.MinValue;

    static readonly KeyValuePair<string, object?> s_system = new("messaging.system", "leanrx");

    /// <summary>The tags of a message that was sent, which is the most frequent of all.</summary>
    static readonly KeyValuePair<string, object?>[] s_sent =
        [s_system, new("messaging.operation.name", Commands.Direct), new("messaging.operation.type", "send")];

    readonly LeanClientOptions _options;
    readonly SessionClock _clock;
    readonly ClientMeter _meter;
    int _isConnected;

    public ClientTelemetry(LeanClientOptions options, SessionClock clock)
    {
        (_options, _clock) = (options, clock);
        _meter = ClientMeter.Of(options.MeterFactory);
    }

    /// <summary>The client is connected now, or is no longer.</summary>
    public void OnConnected(bool isConnected)
    {
        if (Interlocked.Exchange(ref _isConnected, isConnected ? 1 : 0) != (isConnected ? 1 : 0))
            _meter.Connections.Add(isConnected ? 1 : -1, s_system);
    }

    /// <summary>The client is going to try again.</summary>
    public void OnRetry(Exception cause)
    {
        if (_meter.Reconnects.Enabled)
            _meter.Reconnects.Add(1, s_system, Error(cause));
    }

    public void OnFault(FaultKind kind)
    {
        if (kind == FaultKind.Gap)
            OnGap();
        if (_meter.Faults.Enabled)
            _meter.Faults.Add(1, s_system, new("leanrx.fault.kind", kind.ToString()));
    }

    /// <summary>A hole that nobody fills.</summary>
    public void OnGap() => _meter.Gaps.Add(1, s_system);

    /// <summary>Missed messages of a conversation are being asked for.</summary>
    public void OnCatchUp() => _meter.CatchUps.Add(1, s_system);

    /// <summary>A command begins.</summary>
    /// <returns>To be given to <see cref="OnEnded"/>.</returns>
    public TimeSpan Begin() => _meter.Duration.Enabled ? _clock.Elapsed : s_unmeasured;

    /// <summary>A command has ended.</summary>
    /// <param name="command">What was asked.</param>
    /// <param name="begunAt">What <see cref="Begin"/> gave.</param>
    /// <param name="cause">Why it failed; null where it did not.</param>
    public void OnEnded(Frame command, TimeSpan begunAt, Exception? cause) =>
        Record(command is DirectFrame ? null : command, begunAt, cause);

    /// <summary>The send of a message has ended.</summary>
    /// <param name="begunAt">What <see cref="Begin"/> gave.</param>
    /// <param name="cause">Why it failed; null where it did not.</param>
    public void OnMessageEnded(TimeSpan begunAt, Exception? cause) => Record(null, begunAt, cause);

    /// <param name="command">What was asked; null for a message.</param>
    /// <param name="begunAt">What <see cref="Begin"/> gave.</param>
    /// <param name="cause">Why it failed; null where it did not.</param>
    void Record(Frame? command, TimeSpan begunAt, Exception? cause)
    {
        var (isTimed, isMessage) = (begunAt != s_unmeasured && _meter.Duration.Enabled, command is null && _meter.Sent.Enabled);
        if (!isTimed && !isMessage)
            return;
        var tags = command is null && cause is null ? s_sent : TagsOf(command, cause);
        if (isTimed)
            _meter.Duration.Record((_clock.Elapsed - begunAt).TotalSeconds, tags);
        if (isMessage)
            _meter.Sent.Add(1, tags);
    }

    /// <summary>Whether a message that is sent now is, or is a part of, what somebody traces.</summary>
    public bool IsTracing => ClientMeter.Spans.HasListeners() || (_options.PropagateTrace && MessageSpan.CurrentTraceParent is not null);

    /// <summary>A message is to be sent that nobody traces.</summary>
    public void BeginSend() => _meter.Outbox.Add(1, s_system);

    /// <summary>A message is to be sent.</summary>
    /// <param name="frame">The message; with its trace where that is to travel.</param>
    /// <returns>To be ended with <see cref="OnSent"/>; null where nobody wants the span.</returns>
    public MessageSpan? BeginSend(ref DirectFrame frame)
    {
        BeginSend();
        var span = ClientMeter.Spans.HasListeners()
            ? MessageSpan.Start("send", ActivityKind.Producer, parent: null, _clock, _options.ClientId, frame.ConversationId) : null;
        if (_options.PropagateTrace && (span?.TraceParent ?? MessageSpan.CurrentTraceParent) is { } traceParent)
            frame = frame with { TraceParent = traceParent };
        return span;
    }

    /// <summary>A message was sent, or not.</summary>
    public void OnSent() => _meter.Outbox.Add(-1, s_system);

    /// <summary>Ends the span with the send.</summary>
    public async Task<MessageAck> TraceAsync(MessageSpan span, Task<MessageAck> sending)
    {
        try
        {
            var ack = await sending.ConfigureAwait(false);
            span.End(ack.MessageId, null);
            return ack;
        }
        catch (Exception exception)
        {
            span.End(null, ErrorTypes.Of(exception));
            throw;
        }
    }

    /// <summary>A message has come and is on its way to those who listen to it.</summary>
    /// <returns>What encloses their work; null where nobody wants the span.</returns>
    public MessageArrival? OnMessage(string? traceParent, string conversationId, string messageId)
    {
        _meter.Consumed.Add(1, s_system);
        return ClientMeter.Spans.HasListeners() ? new MessageArrival(traceParent, _clock, _options.ClientId, conversationId, messageId) : null;
    }

    static KeyValuePair<string, object?>[] TagsOf(Frame? command, Exception? cause)
    {
        KeyValuePair<string, object?>[] tags =
            command is null ? s_sent : [s_system, new KeyValuePair<string, object?>("messaging.operation.name", Text.NameOf(command))];
        return cause is null ? tags : [.. tags, Error(cause)];
    }

    static KeyValuePair<string, object?> Error(Exception cause) => new("error.type", ErrorTypes.Of(cause));
}
