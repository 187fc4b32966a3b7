using System.Reactive.Concurrency;
using LeanRx.Testing.Recordings.Internal;

namespace LeanRx.Testing;

/// <summary>A recording by a <see cref="SessionRecorder"/>, to inspect or to replay.</summary>
public sealed class SessionRecording
{
    readonly RecordingHeader _header;

    SessionRecording(RecordingHeader header, IReadOnlyList<SessionEvent> events, TimeSpan duration)
    {
        _header = header;
        Events = events;
        Duration = duration;
    }

    /// <summary>The time at which recording began, by the client's clock.</summary>
    public DateTimeOffset Start => _header.Start;

    /// <summary>The duration.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The client id.</summary>
    public string ClientId => _header.Options.ClientId;

    /// <summary>The events, in order.</summary>
    public IReadOnlyList<SessionEvent> Events { get; }

    /// <summary>Reads a recording.</summary>
    /// <param name="input">The file, which is read to its end.</param>
    /// <param name="mayBeCutOff">Whether to accept a recording without its end, for example after a crash. Default: false, it is an error.</param>
    /// <exception cref="RecordingFormatException">It is not a recording, is incomplete or damaged, or was written by a newer version; the message says
    /// where.</exception>
    public static SessionRecording Read(Stream input, bool mayBeCutOff = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var file = new MemoryStream();
        input.CopyTo(file);
        var reader = new RecordingReader(file.ToArray());
        var header = reader.ReadHeader();
        var (events, duration) = reader.ReadEvents(mayBeCutOff);
        return new SessionRecording(header, events, duration);
    }

    /// <summary>Prepares a replay to a client, see <see cref="SessionReplay"/>.</summary>
    /// <param name="scheduler">The clock of the replay: a virtual one, or a real one to watch it at its original speed.</param>
    public SessionReplay Replay(IScheduler scheduler)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        return new SessionReplay(this, _header.Options, scheduler);
    }
}
