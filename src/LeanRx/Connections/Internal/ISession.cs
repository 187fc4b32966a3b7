using LeanRx.Protocol;
using LeanRx.Runtime.Internal;
using LeanRx.Telemetry.Internal;
using LeanRx.Transport.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>The logged-in session as the rest of the client sees it: commands with answers, frames without, and what the server pushes.</summary>
internal interface ISession
{
    /// <summary>The options as they were given.</summary>
    LeanClientOptions Options { get; }

    /// <summary>The options' source of chance, or the platform's. Safe on any thread.</summary>
    Random Random { get; }

    /// <summary>The options' policy. Safe on any thread.</summary>
    IReconnectPolicy ReconnectPolicy { get; }

    /// <summary>The options' source of missed events, or that of the server; null where there is none.</summary>
    IMissedEventSource? MissedEventSource { get; }

    /// <summary>The time, all of it from the options' scheduler.</summary>
    SessionClock Clock { get; }

    /// <summary>The one gate of the client: all that changes its state runs inside, one thing at a time.</summary>
    SerialGate Gate { get; }

    /// <summary>Everything that users hear goes through here.</summary>
    DeliveryQueue Deliveries { get; }

    /// <summary>Where everything is told that is counted or timed.</summary>
    ClientTelemetry Telemetry { get; }

    /// <summary>The client's way out.</summary>
    ClientNetwork Network { get; }

    // protocol.md §4.1.5
    /// <summary>The token of the last login; null where the server gave none, or it is too old.</summary>
    string? SessionToken { get; }

    /// <summary>
    /// Sends a command and completes with its answer. Waits for the connection where there is none. Faults with a <see cref="LeanRxException"/>: the server's
    /// refusal in whatever shape it came, time-out, loss, full outbox, closed client; or is cancelled by the token. Serial id, peer id and application id are
    /// filled in here. Continuations never run on the connection's own thread.
    /// </summary>
    /// <param name="repeatable">Whether the command is sent again, unchanged, when the connection drops before its answer came. Otherwise it fails with
    /// <see cref="ConnectionLostException"/>.</param>
    Task<Frame> ExecuteAsync(Frame command, bool repeatable, CancellationToken cancellationToken);

    /// <summary>
    /// The same, where the answer says what is now. It is taken note of before the task completes, inside the client's gate, in its place among the pushes and
    /// the other answers: what came before it on the wire was taken before, what comes after it is taken after.
    /// </summary>
    /// <param name="take">Takes note of the answer; what it throws is what the command ends with.</param>
    Task<Frame> ExecuteAsync(Frame command, bool repeatable, Action<Frame> take, CancellationToken cancellationToken);

    /// <summary>Sends a message, which ends as commands do. The same as <see cref="ExecuteAsync(Frame, bool, Action{Frame}, CancellationToken)"/>, but that
    /// the command is the caller's.</summary>
    void Send(MessageCommand message);

    /// <summary>
    /// The same for a command of the client's own, by which it finds what it missed. It is taken though as many commands of the application wait as may:
    /// whoever calls this sees to it that there are few.
    /// </summary>
    Task<Frame> RecoverAsync(Frame command, bool repeatable, Action<Frame>? take = null);

    /// <summary>How much is asked for at once.</summary>
    PagePace Pace { get; }

    /// <summary>
    /// Asks for a page. While it comes it does not time out, however slow the line: only where nothing came for as long as
    /// <see cref="LeanClientOptions.CommandTimeout"/>, or the server answered a later heartbeat first.
    /// </summary>
    /// <param name="page">What for. When the connection drops before the answer came, less is asked for the next time.</param>
    /// <param name="isOwn">Whether the client asks by itself, as in <see cref="RecoverAsync"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<Frame> AskAsync(PageRequest page, bool isOwn, CancellationToken cancellationToken = default);

    /// <summary>Sends a frame that has no answer, if the session is open; drops it otherwise. For acks of messages.</summary>
    void Post(Frame frame);

    /// <summary>Reports something that nobody waits for.</summary>
    void Report(Fault fault);

    /// <summary>Signs an operation with the options' provider; completes with null where there is none.</summary>
    Task<FrameSignature?> SignAsync(SignatureAction action, string? conversationId, IReadOnlyList<string> memberIds, CancellationToken cancellationToken);
}
