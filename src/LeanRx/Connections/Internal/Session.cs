using LeanRx.Common.Internal;
using LeanRx.Protocol;
using LeanRx.Runtime.Internal;
using LeanRx.Streams.Internal;
using LeanRx.Telemetry.Internal;
using LeanRx.Transport.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>
/// The session as the rest of the client uses it. This part is called from any thread and hands everything to the serial gate; what happens there is in the
/// other part.
/// </summary>
internal sealed partial class Session : IClientSession
{
    readonly SessionLog _log;
    readonly ValueStream<ConnectionState> _states;
    readonly EventStream<FrameRecord> _frames;
    readonly EventStream<Fault> _faults;
    readonly SessionParts _parts;
    readonly CommandTable _commands;
    readonly Connector _connector;
    readonly Alarm _alarm;
    readonly NetworkWatch _network;
    readonly OpenRequests _opens = new();
    readonly CloseRequests _closes = new();
    ISessionHandler? _handler;
    bool _disposed;

    /// <summary>Makes a session that is not open yet.</summary>
    /// <exception cref="ArgumentException">An option is out of its limits.</exception>
    public Session(LeanClientOptions options, ISessionHandler? handler = null, int lastSerialId = 0)
    {
        OptionsCheck.Checked(options);
        var network = new ClientNetwork(options.Network, options.Scheduler, options.ConnectTimeout);
        Options = options;
        Random = LockedRandom.Of(options.Random);
        ReconnectPolicy = new FencedPolicy(options.ReconnectPolicy, Report);
        // Over a transport of the application's own there may be no server that HTTP reaches.
        MissedEventSource = options.MissedEventSource ?? (options.Transport is null ? new HttpMissedEventSource(network) : null);
        _handler = handler;
        _log = new SessionLog(options.LoggerFactory);
        Clock = new SessionClock(options.Scheduler);
        Telemetry = new ClientTelemetry(Options, Clock);
        Gate = new SerialGate(SetAlarm, OnMistake);
        Deliveries = new DeliveryQueue(options.Scheduler, options.MaxPendingDeliveries, OnOverflow, OnMistake);
        Action<Exception> observerThrew = OnObserverThrew;
        _states = new ValueStream<ConnectionState>(new ConnectionState.Disconnected(), Deliveries, observerThrew);
        _frames = new EventStream<FrameRecord>(Deliveries, observerThrew);
        _faults = new EventStream<Fault>(Deliveries, observerThrew);
        _alarm = new Alarm(Clock, number => Gate.Post(this, number, static (session, number) => session.OnAlarm(number)));
        _commands = new CommandTable(Options, Clock, Gate, Deliveries, Telemetry, lastSerialId) { Answered = OnAnswered };
        _parts = new SessionParts(Options, Clock, Gate, Deliveries, _commands.SerialIds, new FrameLog(_frames, Clock, _log), _commands.Line, network,
            Report)
        {
            Random = Random,
            ReconnectPolicy = ReconnectPolicy,
            Memory = new LoginMemory(Options, Random, fetchesMissedEvents: MissedEventSource is not null, Clock),
            IsAlone = () => _commands.InFlight == 0,
        };
        _connector = new Connector(_parts, this);
        // A transport of the application's own may know no network.
        _network = new NetworkWatch(options.NetworkChanges ?? (options.Transport is null ? PlatformChanges.Instance : null), Clock, Gate,
            Report)
        { Changed = _connector.OnNetworkChanged };
    }

    /// <inheritdoc/>
    public LeanClientOptions Options { get; }

    public Random Random { get; }

    public IReconnectPolicy ReconnectPolicy { get; }

    public IMissedEventSource? MissedEventSource { get; }

    public SessionClock Clock { get; }

    public SerialGate Gate { get; }

    public DeliveryQueue Deliveries { get; }

    public ClientTelemetry Telemetry { get; }

    public ClientNetwork Network => _parts.Network;

    public string? SessionToken => _parts.Memory.Token;

    /// <summary>The state now. It changes before its subscribers hear of it.</summary>
    public ConnectionState State => _states.Value;

    /// <summary>The current state first, then every change, on the delivery queue; completes when the session is disposed.</summary>
    public IObservable<ConnectionState> StateChanges => _states;

    /// <summary>Every frame that passes, in both directions.</summary>
    public IObservable<FrameRecord> Frames => _frames;

    public IObservable<Fault> Faults => _faults;

    /// <summary>What the session holds at the moment. Exact while nothing happens.</summary>
    public SessionDiagnostics Diagnostics =>
        new(_commands.Waiting, _commands.InFlight, _commands.Registrations, _opens.Count, _alarm.IsSet ? 1 : 0, Deliveries.Waiting);

    /// <summary>Names the handler, before the first open.</summary>
    public void Attach(ISessionHandler handler) => _handler = handler;

    /// <summary>
    /// Opens the session and completes with the first login. Idempotent: while open it completes at once, while opening or reconnecting it waits for the login
    /// under way. Ends with <see cref="ServerRejectedException"/> on a refusal that trying again cannot mend, with <see cref="ConnectionLostException"/> after
    /// <see cref="LeanClientOptions.OpenTimeout"/> or when the policy gives up, with <see cref="OperationCanceledException"/> by its token; these name the URL
    /// and carry the last failure. With <see cref="ClientClosedException"/> when closed meanwhile or disposed. After its token or time-out the client is
    /// disconnected again, unless <see cref="LeanClientOptions.KeepTrying"/> is set, another call still waits, or it was open before.
    /// </summary>
    public Task OpenAsync(CancellationToken cancellationToken = default)
    {
        var request = new OpenRequest(this, cancellationToken);
        if (cancellationToken.CanBeCanceled)
            request.Registration = cancellationToken.Register(static state =>
            {
                var request = (OpenRequest)state!;
                request.Session.Gate.Post(request.Session, request, static (session, request) => session.CancelOpen(request));
            }, request);
        Gate.Post(this, request, static (session, request) => session.BeginOpen(request));
        return request.TakeTask();
    }

    /// <summary>
    /// Logs out, closes the socket and fails the commands that still wait with <see cref="ClientClosedException"/>. The streams stay alive and
    /// <see cref="OpenAsync"/> may open again. Completes at once where nothing is open. The server has <see cref="Connection.LogoutTimeout"/> to confirm;
    /// cancelling the token cuts that wait short, it does not undo the close.
    /// </summary>
    public Task CloseAsync(CancellationToken cancellationToken = default)
    {
        var request = new CloseRequest(this);
        if (cancellationToken.CanBeCanceled)
            request.Registration = cancellationToken.Register(static state =>
            {
                var request = (CloseRequest)state!;
                request.Session.Gate.Post(request.Session, request, static (session, request) => session.HurryClose(request));
            }, request);
        Gate.Post(this, request, static (session, request) => session.BeginClose(request));
        return request.TakeTask();
    }

    /// <summary>Lets go of the connection without a logout, and tries no more until <see cref="Resume"/>. What waits goes on waiting.</summary>
    public void Suspend() => Gate.Post(this, static session => session.BeginSuspension());

    /// <summary>Dials at once. A client that is not suspended asks its line for a sign of life.</summary>
    public void Resume() => Gate.Post(this, static session => session.EndSuspension());

    /// <summary>Dials at once, whatever the back-off says and whatever is thought of the connection that is there.</summary>
    public void ReconnectNow() => Gate.Post(this, static session => session.Redial());

    /// <summary>Closes for good, then completes every stream.</summary>
    public ValueTask DisposeAsync()
    {
        var request = new CloseRequest(this);
        Gate.Post(this, request, static (session, request) => session.BeginDispose(request));
        return new ValueTask(request.TakeTask());
    }

    public Task<Frame> ExecuteAsync(Frame command, bool repeatable, CancellationToken cancellationToken) =>
        _commands.Start(command, repeatable, isBounded: true, cancellationToken);

    public Task<Frame> ExecuteAsync(Frame command, bool repeatable, Action<Frame> take, CancellationToken cancellationToken) =>
        _commands.Start(command, repeatable, isBounded: true, cancellationToken, take);

    public void Send(MessageCommand message) => _commands.Begin(message);

    public Task<Frame> RecoverAsync(Frame command, bool repeatable, Action<Frame>? take = null) =>
        _commands.Start(command, repeatable, isBounded: false, CancellationToken.None, take);

    public PagePace Pace => _commands.Pace;

    public Task<Frame> AskAsync(PageRequest page, bool isOwn, CancellationToken cancellationToken = default) =>
        _commands.Start(page.Compose(Pace), page.IsRepeatable, isBounded: !isOwn, cancellationToken, page.Take, page);

    public void Post(Frame frame) => Gate.Post(this, frame, static (session, frame) => session.Write(frame));

    public void Report(Fault fault)
    {
        Telemetry.OnFault(fault.Kind);
        _faults.Publish(fault);
        _log.Faulted(fault.Kind, fault.Message, fault.Exception);
    }

    public Task<FrameSignature?> SignAsync(SignatureAction action, string? conversationId, IReadOnlyList<string> memberIds,
        CancellationToken cancellationToken) =>
        Signing.SignAsync(Options, action, conversationId, memberIds, cancellationToken);

    void OnAnswered(PendingCommand command)
    {
        if (_handler is { } handler)
            handler.OnAnswer(command);
        else
            command.Take();
    }

    void OnMistake(Exception exception) => Report(new Fault(FaultKind.Internal, $"The client made a mistake: {exception.Message}", exception));

    void OnObserverThrew(Exception exception) =>
        Report(new Fault(FaultKind.Observer, $"An observer threw and was unsubscribed: {exception.Message}", exception));

    void OnOverflow(int count) =>
        Report(new Fault(FaultKind.Overflow,
            $"Observers are too slow: {count} events were dropped while {Options.MaxPendingDeliveries} waited (MaxPendingDeliveries)."));
}
