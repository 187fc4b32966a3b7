using System.Reactive.Linq;
using LeanRx.Connections.Internal;
using LeanRx.Runtime.Internal;
using LeanRx.Telemetry.Internal;
using LeanRx.Transport.Internal;
using Microsoft.Reactive.Testing;

namespace LeanRx.Tests.Support;

/// <summary>A session in the hands of a test: what is sent is written down, answers come when the test gives them, at once and on its own thread.</summary>
sealed class FakeSession : IClientSession
{
    readonly List<Asked> _asked = [];
    readonly List<Frame> _posted = [];

    public FakeSession(TestScheduler scheduler, Func<LeanClientOptions, LeanClientOptions>? change = null)
    {
        var options = new LeanClientOptions { Server = new Uri("ws://chat.example/"), ClientId = "tom", Scheduler = scheduler, Random = new Random(1) };
        Options = change?.Invoke(options) ?? options;
        Clock = new SessionClock(scheduler);
        Telemetry = new ClientTelemetry(Options, Clock);
        Network = new ClientNetwork(Options.Network, scheduler, Options.ConnectTimeout);
        Gate = new SerialGate(static () => { }, exception =>
            Report(new Fault(FaultKind.Internal, $"The client made a mistake: {exception.Message}", exception)));
        Deliveries = new DeliveryQueue(scheduler, Options.MaxPendingDeliveries, dropped =>
            Faults.Add(new Fault(FaultKind.Overflow, $"{dropped} dropped")));
    }

    public LeanClientOptions Options { get; }

    public Random Random => Options.Random!;

    public IReconnectPolicy ReconnectPolicy => Options.ReconnectPolicy;

    public IMissedEventSource? MissedEventSource => Options.MissedEventSource;

    public SessionClock Clock { get; }

    public ClientTelemetry Telemetry { get; }

    public ClientNetwork Network { get; }

    public SerialGate Gate { get; }

    public DeliveryQueue Deliveries { get; }

    public string? SessionToken { get; set; } = "token";

    public List<Fault> Faults { get; } = [];

    IObservable<Fault> IClientSession.Faults => Observable.Never<Fault>();

    public void Suspend()
    {
    }

    public void Resume()
    {
    }

    public void ReconnectNow()
    {
    }

    public ConnectionState State => new ConnectionState.Connected();

    public IObservable<ConnectionState> StateChanges => Observable.Return(State);

    public IObservable<FrameRecord> Frames => Observable.Never<FrameRecord>();

    /// <summary>The commands that were sent and wait, or waited, for an answer.</summary>
    public IReadOnlyList<Asked> Commands => _asked;

    /// <summary>The frames that were sent without waiting for an answer.</summary>
    public IReadOnlyList<Frame> Posted => _posted;

    /// <summary>Answers at once; null for silence.</summary>
    public Func<Frame, Frame?>? Answer { get; set; }

    /// <summary>Refuses at once; null for what is not refused.</summary>
    public Func<Frame, LeanRxException?>? Refuse { get; set; }

    public Task<Frame> ExecuteAsync(Frame command, bool repeatable, CancellationToken cancellationToken) =>
        ExecuteAsync(command, repeatable, static _ => { }, cancellationToken);

    public Task<Frame> ExecuteAsync(Frame command, bool repeatable, Action<Frame> take, CancellationToken cancellationToken)
    {
        var asked = new Asked(command, repeatable, take);
        _asked.Add(asked);
        if (cancellationToken.CanBeCanceled)
            cancellationToken.Register(() => asked.TrySetCanceled(cancellationToken));
        if (Refuse?.Invoke(command) is { } refusal)
            asked.SetException(refusal);
        else if (Answer?.Invoke(command) is { } answer)
            asked.SetResult(answer);
        return asked.Task;
    }

    public void Send(MessageCommand message)
    {
        var sending = ExecuteAsync(message.Frame, message.IsRepeatable, answer =>
        {
            message.Answered(answer);
            message.Take();
        }, message.CancellationToken);
        sending.ContinueWith(answer => End(message, answer), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    static void End(MessageCommand message, Task<Frame> answer)
    {
        if (answer.IsCanceled)
            message.EndAtOnce(message.CancellationToken);
        else if (answer.Exception?.InnerException is { } cause)
            message.EndAtOnce(cause);
        else
            message.CompleteIfDecided();
    }

    public Task<Frame> RecoverAsync(Frame command, bool repeatable, Action<Frame>? take = null) =>
        ExecuteAsync(command, repeatable, take ?? (static _ => { }), CancellationToken.None);

    public PagePace Pace { get; } = new(16 * 1024 * 1024);

    public Task<Frame> AskAsync(PageRequest page, bool isOwn, CancellationToken cancellationToken = default) =>
        ExecuteAsync(page.Compose(Pace), page.IsRepeatable, page.Take ?? (static _ => { }), cancellationToken);

    /// <summary>Hears of each frame that is sent without waiting for an answer, on the thread that sends it.</summary>
    public Action<Frame>? Posting { get; set; }

    public void Post(Frame frame)
    {
        Posting?.Invoke(frame);
        _posted.Add(frame);
    }

    public void Report(Fault fault) => Faults.Add(fault);

    public Task<FrameSignature?> SignAsync(SignatureAction action, string? conversationId, IReadOnlyList<string> memberIds,
        CancellationToken cancellationToken) =>
        Task.FromResult<FrameSignature?>(new FrameSignature(1, "nonce", $"{action} {conversationId} {string.Join(",", memberIds)}"));

    public Task OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task CloseAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => default;

    public sealed class Asked(Frame frame, bool isRepeatable, Action<Frame> take) : TaskCompletionSource<Frame>
    {
        /// <summary>Answers: the client takes note of it, then its task ends.</summary>
        public new void SetResult(Frame answer)
        {
            try
            {
                take(answer);
            }
            catch (Exception exception)
            {
                SetException(exception);
                return;
            }
            base.SetResult(answer);
        }

        public Frame Frame { get; } = frame;

        public bool IsRepeatable { get; } = isRepeatable;
    }
}
