using System.Reactive.Concurrency;
using LeanRx.Testing.Internal;

namespace LeanRx.Testing;

/// <summary>
/// Plays a recording to a client in place of a network: a client made with <see cref="Options"/> dials when the recorded one dialled, and hears the same at
/// the same instants, counted from its first dial; so it comes to the same state. Its own commands are answered where the recorded client gave
/// the same commands; commands that it does not repeat are left out. Route lookups are not recorded and not played. The client's random jitter is replaced by the delays that were recorded.
/// </summary>
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
    int _next;

    internal SessionReplay(SessionRecording recording, LeanClientOptions options, IScheduler scheduler)
    {
        _segments = ReplaySegment.Split(recording.Events);
        _scheduler = scheduler;
        Duration = _segments.Count == 0 ? TimeSpan.Zero : recording.Duration - _segments[0].DialledAt;
        Options = options with
        {
            Server = _segments.Count == 0 ? options.Server : _segments[0].Address,
            Scheduler = scheduler,
            Transport = this,
            ReconnectPolicy = new RecordedDelays(this),
        };
    }

    /// <summary>The options for the client: those that were recorded, with this replay as transport and reconnect policy. Open the client to begin.</summary>
    public LeanClientOptions Options { get; }

    /// <summary>How long the replay lasts, from the first dial on.</summary>
    public TimeSpan Duration { get; }

    /// <summary>Throws unless the client has sent the frames that were recorded, and no others, heartbeats aside.</summary>
    /// <exception cref="StreamAssertionException">It sent something else; the message shows the first of each.</exception>
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

    /// <summary>How long it is until an instant of the recording.</summary>
    internal TimeSpan Until(TimeSpan instant)
    {
        _stopwatch ??= _scheduler.StartStopwatch();
        var wait = instant - _segments[0].DialledAt - _stopwatch.Elapsed;
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }

    internal void NoteUnexpected(string frame) => _unexpected.Add(frame);

    sealed class RecordedDelays(SessionReplay replay) : IReconnectPolicy
    {
        /// <summary>After the last connection that was recorded there is nothing to come back to.</summary>
        public TimeSpan? NextDelay(ReconnectContext context) =>
            replay._next < replay._segments.Count ? replay.Until(replay._segments[replay._next].DialledAt) : TimeSpan.MaxValue;
    }
}
