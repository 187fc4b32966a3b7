using LeanRx.Client.Internal;
using LeanRx.Common.Internal;
using LeanRx.Connections.Internal;
using LeanRx.Streams.Internal;

namespace LeanRx;

/// <summary>A user's client for realtime conversations: logs in, creates conversations, sends messages and receives them as streams.</summary>
/// <remarks>
/// <para>Subscribe to streams at any time, also before <see cref="OpenAsync"/>. Observers are called on <see cref="LeanClientOptions.Scheduler"/>, one at a
/// time. An observer that throws is unsubscribed; others are not affected. Streams never fail: a lost connection is a state, an error that no caller awaits is
/// a <see cref="Fault"/>, and disposing the client completes all streams.</para>
/// <para>All members are thread-safe. Commands can be called at any time; without a connection they wait for one.</para>
/// </remarks>
public sealed partial class LeanClient : IAsyncDisposable
{
    readonly IClientSession _session;
    readonly ClientCore _core;

    /// <summary>Creates a client.</summary>
    /// <remarks><see cref="OpenAsync"/> connects it.</remarks>
    /// <param name="server">The address of the server, see <see cref="LeanClientOptions.Server"/>; for example <c>http://127.0.0.1:3000</c>.</param>
    /// <param name="clientId">The id of the user, 1 to 64 characters.</param>
    /// <exception cref="ArgumentException">The URL or the client id is invalid.</exception>
    public LeanClient(Uri server, string clientId)
        : this(new LeanClientOptions(Guard.NotNull(server, nameof(server)), Guard.ClientId(clientId, nameof(clientId))))
    {
    }

    /// <summary>Creates a client with options.</summary>
    /// <remarks><see cref="OpenAsync"/> connects it.</remarks>
    /// <exception cref="ArgumentException">An option is out of range; the message names it.</exception>
    public LeanClient(LeanClientOptions options)
    {
        var session = new Session(Guard.NotNull(options, nameof(options)));
        _session = session;
        _core = new ClientCore(session);
        session.Attach(_core);
        Options = options;
    }

    internal LeanClient(IClientSession session, ClientCore core)
    {
        _session = session;
        _core = core;
        Options = session.Options;
    }

    // S107
    /// <summary>The version of this library, for example <c>0.1.0</c>.</summary>
    public static string Version { get; } = typeof(LeanClient).Assembly.GetName().Version!.ToString(3);

    /// <summary>The id of the user.</summary>
    public string ClientId => Options.ClientId;

    /// <summary>The options that the client was created with.</summary>
    public LeanClientOptions Options { get; }

    internal EventStream<LocalEvent> LocalEventStream => _core.LocalEventStream;

    internal SessionDiagnostics Diagnostics => (_session as Session)?.Diagnostics ?? default;

    /// <summary>The current connection state.</summary>
    public ConnectionState State => _session.State;

    // S90, S158, S159, S164
    /// <summary>The connection state: the current state first, then every change.</summary>
    public IObservable<ConnectionState> StateChanges => _session.StateChanges;

    // protocol.md §7.2; S163, S17, S89
    /// <summary>All messages this client receives.</summary>
    /// <remarks>
    /// <para>Each is delivered once, in server order within its conversation.</para>
    /// <para>It includes messages that the user sent from other devices. Messages that arrive before the first subscription are buffered, at most
    /// <see cref="LeanClientOptions.MaxHeldMessages"/>, and delivered to the first subscriber, even to one that filters them. If there are several subscribers,
    /// subscribe before <see cref="OpenAsync"/>.</para>
    /// <para>Messages missed while disconnected are fetched after a reconnect and delivered in their place. Messages from before the first login are history.
    /// If messages cannot be fetched, a <see cref="Fault"/> of kind <see cref="FaultKind.Gap"/> is reported.</para>
    /// <para>Limits of the protocol: of temporary conversations only unread messages are fetched, at most 50 at a login. Messages missed in chat rooms are not
    /// fetched. Of a conversation joined after the first login, messages sent between the two may be delivered with the missed ones.</para>
    /// </remarks>
    public IObservable<Message> Messages => _core.Messages;

    // protocol.md §4.13
    /// <summary>Edits and recalls of messages by others, or by this user from another device.</summary>
    /// <remarks>
    /// Each is delivered once. Changes missed while disconnected are delivered after the next login, as far as the server repeats them. While missed messages
    /// of a conversation are being fetched, its changes wait for them.
    /// </remarks>
    public IObservable<MessageChange> MessageChanges => _core.MessageChanges;

    // S165
    /// <summary>Receipts for messages that this client sent with <see cref="SendOptions.RequestReceipt"/>.</summary>
    public IObservable<Receipt> Receipts => _core.Receipts;

    // protocol.md §4.16; S161, S162, S166
    /// <summary>Members joining and leaving, in all conversations.</summary>
    /// <remarks>
    /// Events missed while disconnected are fetched after a reconnect and delivered before newer ones, if the server keeps them (see
    /// <see cref="LeanClientOptions.MissedEventSource"/>). The same applies to <see cref="ModerationChanges"/> and <see cref="ConversationUpdates"/>.
    /// </remarks>
    public IObservable<MembershipChange> MembershipChanges => _core.MembershipChanges;

    // protocol.md §4.9, §4.14
    /// <summary>Changes of roles, silences and blocks, in all conversations.</summary>
    public IObservable<ModerationChange> ModerationChanges => _core.ModerationChanges;

    // S160
    /// <summary>Raised when this client creates a conversation, or when the unique conversation it asked for already exists.</summary>
    /// <remarks>Invitations by others appear on <see cref="MembershipChanges"/> as <see cref="MembershipChange.Invited"/>.</remarks>
    public IObservable<Conversation> ConversationsCreated => _core.ConversationsCreated;

    // S166
    /// <summary>Changes of names and attributes of conversations by others, or by this user from another device.</summary>
    public IObservable<ConversationUpdate> ConversationUpdates => _core.ConversationUpdates;

    /// <summary>Unread counts as reported by the server.</summary>
    /// <remarks><see cref="Conversation.UnreadCount"/> is the current count.</remarks>
    public IObservable<UnreadChange> UnreadChanges => _core.UnreadChanges;

    /// <summary>All frames sent and received, for logs and tools.</summary>
    public IObservable<FrameRecord> Frames => _session.Frames;

    /// <summary>Errors that no caller awaits.</summary>
    public IObservable<Fault> Faults => _session.Faults;

    // S108
    /// <summary>Connects and logs in.</summary>
    /// <remarks>From then on the client reconnects automatically. Completes when the client is connected; at once if it already is.</remarks>
    /// <param name="cancellationToken">Cancels waiting. Unless <see cref="LeanClientOptions.KeepTrying"/> is set, the client stops connecting.</param>
    /// <exception cref="ServerRejectedException">The server refused the login and a retry cannot help; the message names the URL.</exception>
    /// <exception cref="ConnectionLostException">
    /// No connection within <see cref="LeanClientOptions.OpenTimeout"/>, or <see cref="LeanClientOptions.ReconnectPolicy"/> gave up, or an attempt failed for a
    /// reason that waiting cannot fix (<see cref="ConnectionLostException.IsTransient"/> is false: an untrusted certificate, a proxy that refuses the
    /// credentials), after which the client continues as the policy says. The message names the URL; the inner exception is that of the last attempt.
    /// </exception>
    /// <exception cref="ClientClosedException">The client was closed meanwhile, or disposed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the message names the URL and the last failure.</exception>
    public Task OpenAsync(CancellationToken cancellationToken = default)
    {
        var opening = _session.OpenAsync(cancellationToken);
        _core.Outbox?.Open();
        return opening;
    }

    // S91, S109
    /// <summary>Logs out and disconnects.</summary>
    /// <remarks><see cref="OpenAsync"/> connects again. Pending commands fail with <see cref="ClientClosedException"/>.</remarks>
    /// <param name="cancellationToken">Ends waiting for the server's answer; the client closes anyway.</param>
    public Task CloseAsync(CancellationToken cancellationToken = default)
    {
        var closing = _session.CloseAsync(cancellationToken);
        _core.Outbox?.Close(Session.Closed());
        return closing;
    }

    /// <summary>Disconnects permanently and completes all streams.</summary>
    /// <remarks>
    /// It waits at most <see cref="LeanClientOptions.CommandTimeout"/> for a busy store of <see cref="LeanClientOptions.Outbox"/>. A store that answers later
    /// is used once more, to keep or remove the entry that waited for it.
    /// </remarks>
    public async ValueTask DisposeAsync()
    {
        var closing = _session.DisposeAsync();
        _core.Outbox?.Close(Session.Disposed());
        await closing.ConfigureAwait(false);
        if (_core.Outbox is { } outbox)
            await outbox.IdleAsync().ConfigureAwait(false);
    }
}
