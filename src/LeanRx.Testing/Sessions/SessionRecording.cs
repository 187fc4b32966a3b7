using System.Reactive.Concurrency;
using LeanRx.Testing.Internal;

namespace LeanRx.Testing;

/// <summary>What a <see cref="SessionRecorder"/> wrote: everything that passed between one client and its sockets, to look at or to play again.</summary>
public sealed class SessionRecording
{
    readonly RecordingHeader _header;

    SessionRecording(RecordingHeader header, IReadOnlyList<SessionEvent> events, TimeSpan duration)
    {
        _header = header;
        Events = events;
        Duration = duration;
    }

    /// <summary>When recording began, by the client's clock.</summary>
    public DateTimeOffset Start => _header.Start;

    /// <summary>How long was recorded.</summary>
    public TimeSpan Duration { get; }

    /// <summary>Who was recorded.</summary>
    public string ClientId => _header.Options.ClientId;

    /// <summary>What happened, in order.</summary>
    public IReadOnlyList<SessionEvent> Events { get; }

    /// <summary>Reads a recording.</summary>
    /// <param name="input">The file, read to its end.</param>
    /// <param name="mayBeCutOff">Whether a recording whose end is missing, because the process crashed for example, is taken for what it holds. Default false:
    /// it is an error.</param>
    /// <exception cref="RecordingFormatException">It is no recording, was cut off or damaged, or was written by a newer version; the message names the
    /// place.</exception>
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

    /// <summary>Prepares to play the recording to a client, see <see cref="SessionReplay"/>.</summary>
    /// <param name="scheduler">The clock of the replay: a virtual one, or a real one to watch it at the speed at which it happened.</param>
    public SessionReplay Replay(IScheduler scheduler)
    {
        ArgumentNullException.ThrowIfNull(scheduler);
        return new SessionReplay(this, _header.Options, scheduler);
    }
}
