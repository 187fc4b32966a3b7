using System.Reactive.Concurrency;
using LeanRx.Testing.Recordings.Internal;

namespace LeanRx.Testing;

/// <summary>Records everything between a client and its sockets, including route lookups and missed events, to a compact file.</summary>
/// <remarks>
/// It works below the codec of the client, over real and virtual networks, and does not affect the client.
/// </remarks>
/// <example>
/// <code>
/// using var recorder = new SessionRecorder(File.Create("tom.leanrx"));
/// await using var tom = new LeanClient(recorder.Record(options));
/// </code>
/// </example>
public sealed class SessionRecorder : IDisposable
{
    readonly Stream _output;
    readonly Redactor _redactor;
    readonly RecordingWriter _writer;
    readonly bool _leaveOpen;
    readonly object _lock = new();
    IStopwatch? _stopwatch;
    bool _hasEnded;

    /// <summary>Creates a recorder for one client.</summary>
    /// <param name="output">The stream to write to.</param>
    /// <param name="redaction">What is omitted. Default: secrets.</param>
    /// <param name="leaveOpen">Whether <paramref name="output"/> stays open when the recorder is disposed. Default: false.</param>
    public SessionRecorder(Stream output, Redaction redaction = Redaction.Secrets, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = output;
        _redactor = new Redactor(redaction);
        _writer = new RecordingWriter(output);
        _leaveOpen = leaveOpen;
    }

    /// <summary>Why recording ended early: the file could not be written, or a payload could not be searched for secrets.</summary>
    /// <remarks>The client is not affected.</remarks>
    /// <value>Null if it did not.</value>
    public Exception? Error { get; private set; }

    /// <summary>Begins to record a client that is created with the returned options.</summary>
    /// <param name="options">The options of the client; their transport, or the default one, is used.</param>
    /// <exception cref="InvalidOperationException">The recorder has a client already.</exception>
    public LeanClientOptions Record(LeanClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (_stopwatch is not null)
            throw new InvalidOperationException("One recorder records one client.");
        _stopwatch = options.Scheduler.StartStopwatch();
        Write(() => _writer.WriteHeader(new RecordingHeader(options.Scheduler.Now, options)));
        var transport = options.Transport ?? new WebsocketTransport(options.MaxFrameBytes, options.Scheduler, options.LoggerFactory, options.Network);
        // What the client would take by itself: it does not, with a transport that is given.
        var missedEvents = options.MissedEventSource ?? (options.Transport is null ? new HttpMissedEventSource(options.Network) : null);
        return options with
        {
            Transport = new RecordingTransport(transport, this),
            RouteResolver = new RecordingResolver(options.RouteResolver ?? new HttpRouteResolver(options.Network), this),
            MissedEventSource = missedEvents is null ? null : new RecordingMissedEvents(missedEvents, this),
        };
    }

    /// <summary>Ends the recording.</summary>
    /// <remarks>Later events are not recorded.</remarks>
    public void Dispose()
    {
        Write(() => _writer.WriteEnd(_stopwatch?.Elapsed ?? TimeSpan.Zero));
        lock (_lock)
            _hasEnded = true;
        if (!_leaveOpen)
            _output.Dispose();
    }

    internal void Add(SessionEventKind kind, Func<SessionEvent, SessionEvent>? fill = null)
    {
        Write(() =>
        {
            var what = new SessionEvent(_stopwatch!.Elapsed, kind);
            _writer.Write(fill?.Invoke(what) ?? what);
        });
    }

    internal void Add(SessionEventKind kind, ReadOnlyMemory<byte> payload, bool isText) =>
        Add(kind, what => what with { Payload = _redactor.Redact(payload, isText), IsText = isText });

    internal void AddFailure(SessionEventKind kind, Exception failure) =>
        Add(kind, what => what with { Code = (failure as ServerRejectedException)?.Code ?? 0, Failure = failure.Message });

    /// <summary>What cannot be written costs the recording, never the client.</summary>
    void Write(Action write)
    {
        lock (_lock)
        {
            if (_hasEnded)
                return;
            try
            {
                write();
            }
            catch (Exception exception)
            {
                Error = exception;
                _hasEnded = true;
            }
        }
    }
}
