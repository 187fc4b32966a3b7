using System.Reactive.Concurrency;
using LeanRx.Testing.Recordings.Internal;

namespace LeanRx.Testing;

/// <summary>Replays a recording to a client in place of a network.</summary>
/// <remarks>
/// A client created with <see cref="Options"/> dials when the recorded one did, and receives the same at the same times from its first dial on, so that it
/// reaches the same state. Its commands are answered if the recorded client sent the same; commands that it does not repeat are skipped. Route lookups and
/// missed events are answered as recorded. Recorded delays replace random jitter.
/// </remarks>
/// <example>
/// <code>
/// var replay = SessionRecording.Read(File.OpenRead("tom.leanrx")).Replay(scheduler);
/// var tom = new LeanClient(replay.Options);
/// </code>
/// </example>
public sealed class SessionReplay : ITransport
{
    readonly IReadOnlyList<ReplaySegment> _segments;
    readonly IScheduler _scheduler;
    readonly List<string> _unexpected = [];
    IStopwatch? _stopwatch;
    readonly IReadOnlyList<ReplayAnswer> _routes, _missedEvents;
    readonly TimeSpan _origin;
    int _next, _nextRoute, _nextMissedEvents;

    internal SessionReplay(SessionRecording recording, LeanClientOptions options, IScheduler scheduler)
    {
        _segments = ReplaySegment.Split(recording.Events);
        _scheduler = scheduler;
        _routes = ReplayAnswer.Find(recording.Events, SessionEventKind.RouteAsked, SessionEventKind.Routed, SessionEventKind.RouteFailed);
        _missedEvents = ReplayAnswer.Find(recording.Events, SessionEventKind.MissedEventsAsked, SessionEventKind.MissedEventsReceived,
            SessionEventKind.MissedEventsFailed);
        var isRouted = _routes.Count > 0;
        _origin = isRouted ? _routes[0].AskedAt : _segments.Count > 0 ? _segments[0].DialledAt : recording.Duration;
        Duration = recording.Duration - _origin;
        Options = options with
        {
            Server = isRouted || _segments.Count == 0 ? options.Server : _segments[0].Address,
            Scheduler = scheduler,
            Transport = this,
            RouteResolver = isRouted ? new ReplayResolver(this, scheduler) : null,
            MissedEventSource = _missedEvents.Count > 0 ? new ReplayMissedEvents(this, scheduler) : null,
            ReconnectPolicy = new RecordedDelays(this),
        };
    }

    /// <summary>The options for the client: the recorded ones, with this replay as transport and reconnect policy.</summary>
    /// <remarks>Open the client to begin.</remarks>
    public LeanClientOptions Options { get; }

    /// <summary>The duration of the replay, from the first dial on.</summary>
    public TimeSpan Duration { get; }

    /// <summary>Throws unless the client has sent exactly the recorded frames, except for heartbeats.</summary>
    /// <exception cref="StreamAssertionException">It sent something else; the message shows the first difference.</exception>
    public void VerifySameFrames()
    {
        if (_unexpected.Count > 0)
            throw new StreamAssertionException($"{_unexpected.Count} frame(s) were sent that were not recorded. The first was:\n  {_unexpected[0]}");
        var missing = _segments.SelectMany(segment => segment.Missing).ToList();
        if (missing.Count > 0)
            throw new StreamAssertionException($"{missing.Count} recorded frame(s) were not sent. The first was:\n  {missing[0]}");
    }

    /// <inheritdoc/>
    public ITransportConnection Create(Uri address, string subprotocol) => new ReplayConnection(this, _scheduler);

    /// <summary>The next connection that was recorded; null when there is none.</summary>
    internal ReplaySegment? Take() => _next < _segments.Count ? _segments[_next++] : null;

    /// <summary>Whether the client has an open connection: what it tries again then is no dial.</summary>
    internal bool IsConnected { get; set; }

    internal ReplayAnswer? TakeRoute() => _nextRoute < _routes.Count ? _routes[_nextRoute++] : null;

    internal ReplayAnswer? TakeMissedEvents() => NextMissedEvents is null ? null : _missedEvents[_nextMissedEvents++];

    /// <summary>When the next question for notifications was asked. One that this client did not come to ask is passed over.</summary>
    TimeSpan? NextMissedEvents
    {
        get
        {
            while (_nextMissedEvents < _missedEvents.Count)
            {
                var asked = _missedEvents[_nextMissedEvents].AskedAt;
                if (asked >= _origin + (_stopwatch?.Elapsed ?? TimeSpan.Zero))
                    return asked;
                _nextMissedEvents++;
            }
            return null;
        }
    }

    /// <summary>How long it is until an instant of the recording.</summary>
    internal TimeSpan Until(TimeSpan instant)
    {
        _stopwatch ??= _scheduler.StartStopwatch();
        var wait = instant - _origin - _stopwatch.Elapsed;
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    internal void NoteUnexpected(string frame) => _unexpected.Add(frame);

    sealed class RecordedDelays(SessionReplay replay) : IReconnectPolicy
    {
        /// <summary>The next attempt begins with a question to the router or with a dial; while connected, it is a question for notifications.</summary>
        /// <remarks>Whatever was recorded first is it. After the last there is nothing to come back to.</remarks>
        public TimeSpan? NextDelay(ReconnectContext context)
        {
            TimeSpan? dial = replay._next < replay._segments.Count ? replay._segments[replay._next].DialledAt : null;
            TimeSpan? routing = replay._nextRoute < replay._routes.Count ? replay._routes[replay._nextRoute].AskedAt : null;
            TimeSpan?[] instants = [dial, routing, replay.IsConnected ? replay.NextMissedEvents : null];
            return instants.Min() is { } next ? replay.Until(next) : TimeSpan.MaxValue;
        }
    }
}
