using LeanRx.Client.Internal;
using LeanRx.Common.Internal;
using LeanRx.Connections.Internal;
using LeanRx.Streams.Internal;

namespace LeanRx;

/// <summary>
/// One person in realtime conversations: log in, create conversations, send, and subscribe to what comes.
/// <para>Streams are subscribed to at any time, before <see cref="OpenAsync"/> too; observers are called on the options' scheduler, one at a time, and one that
/// throws hurts nobody else. No stream ends in an error: a lost connection is a state, trouble that nobody waits for is a <see cref="Fault"/>, and the end of
/// the client completes them all. Commands may be called from any thread and at any time: without a connection they wait for it.</para>
/// </summary>
public sealed partial class LeanClient : IAsyncDisposable
{
    readonly IClientSession _session;
    readonly ClientCore _core;

    /// <summary>Makes a client; <see cref="OpenAsync"/> logs it in.</summary>
    /// <param name="server">Where the server is, see <see cref="LeanClientOptions.Server"/>; for example <c>http://127.0.0.1:3000</c>.</param>
    /// <param name="clientId">Who logs in: 1 to 64 characters.</param>
    /// <exception cref="ArgumentException">The URL or the client id cannot be.</exception>
    public LeanClient(Uri server, string clientId)
        : this(new LeanClientOptions(Guard.NotNull(server, nameof(server)), Guard.ClientId(clientId, nameof(clientId))))
    {
    }

    /// <summary>Makes a client; <see cref="OpenAsync"/> logs it in.</summary>
    /// <exception cref="ArgumentException">An option is out of its limits; the message names it.</exception>
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

    /// <summary>Who this client is.</summary>
    public string ClientId => Options.ClientId;

    /// <summary>The options that the client was made with.</summary>
    public LeanClientOptions Options { get; }

    internal EventStream<LocalEvent> LocalEvents => _core.LocalEvents;

    internal SessionDiagnostics Diagnostics => (_session as Session)?.Diagnostics ?? default;

    /// <summary>Where the client stands now.</summary>
    public ConnectionState State => _session.State;

    // S90, S158, S159, S164
    /// <summary>Where the client stands: the current state first, then every change.</summary>
    public IObservable<ConnectionState> StateChanges => _session.StateChanges;

    // protocol.md §7.2; S163, S17, S89
    /// <summary>
    /// Messages of all conversations, each once, per conversation in the server's order. One's own come here when another of one's devices sent them.
    /// What came before anybody subscribed is held, at most <see cref="LeanClientOptions.MaxHeldMessages"/>, and delivered to the first subscriber;
    /// what was missed while the connection was lost is fetched and delivered in its place, what other devices of one's own sent or read meanwhile included.
    /// Subscribe before <see cref="OpenAsync"/> where there are several subscribers: after it the first one takes all that was held, also what it filters away.
    /// Messages from before the first login are history. What cannot be fetched is a <see cref="Fault"/> of kind <see cref="FaultKind.Gap"/>.
    /// <para>Limits of the wire: of temporary conversations the server tells the unread ones alone, at most 50 at a login, so that what was read
    /// elsewhere stays in their history; chat rooms promise nothing to those who were away; of a conversation that one joined after the first login, what
    /// was said in it between the two may come with what was missed.</para>
    /// </summary>
    public IObservable<Message> Messages => _core.Messages;

    // protocol.md §4.13
    /// <summary>
    /// Messages that were edited or taken back by others, or from another of one's devices, each change once. Changes that were missed while
    /// the connection was lost come after the next login, as far as the server repeats them; while messages of a conversation are being fetched, its changes
    /// wait for them.
    /// </summary>
    public IObservable<MessageChange> MessageChanges => _core.MessageChanges;

    // S165
    /// <summary>Receipts of messages that this client sent with <see cref="SendOptions.RequestReceipt"/>.</summary>
    public IObservable<Receipt> Receipts => _core.Receipts;

    // protocol.md §4.16; S161, S162, S166
    /// <summary>
    /// Who comes and goes, in all conversations. What was missed since the first login is fetched after a reconnect, where the server keeps it
    /// (see <see cref="LeanClientOptions.MissedEventSource"/>), and heard before what came since; so with <see cref="ModerationChanges"/> and
    /// <see cref="ConversationUpdates"/>.
    /// </summary>
    public IObservable<MembershipChange> MembershipChanges => _core.MembershipChanges;

    // protocol.md §4.9, §4.14
    /// <summary>Changes of roles, silence and blocks, in all conversations.</summary>
    public IObservable<ModerationChange> ModerationChanges => _core.ModerationChanges;

    // S160
    /// <summary>
    /// Conversations that this client created, or got again as unique. Those that others bring it into are told by <see cref="MembershipChanges"/> as
    /// <see cref="MembershipChange.Invited"/>.
    /// </summary>
    public IObservable<Conversation> ConversationsCreated => _core.ConversationsCreated;

    // S166
    /// <summary>Changes of names and attributes by others, or by another of one's devices.</summary>
    public IObservable<ConversationUpdate> ConversationUpdates => _core.ConversationUpdates;

    /// <summary>Unread counts as the server tells them.</summary>
    public IObservable<UnreadChange> UnreadChanges => _core.UnreadChanges;

    /// <summary>Every frame that passes, in both directions: for logs and tools.</summary>
    public IObservable<FrameRecord> Frames => _session.Frames;

    /// <summary>What went wrong without anybody waiting for it.</summary>
    public IObservable<Fault> Faults => _session.Faults;

    // S108
    /// <summary>
    /// Logs in; completes once the client is connected. From then on it reconnects by itself. Completes at once when it is connected already.
    /// </summary>
    /// <exception cref="ServerRejectedException">The server refused the login and trying again cannot mend it; the message names the URL.</exception>
    /// <exception cref="ConnectionLostException">
    /// No connection within <see cref="LeanClientOptions.OpenTimeout"/>, or <see cref="LeanClientOptions.ReconnectPolicy"/> gave up, or at the first attempt
    /// that failed for what no waiting mends (<see cref="ConnectionLostException.IsTransient"/>: a certificate that is not trusted, a proxy that refuses who
    /// asks), after which the client goes on as the policy says. The message names the URL, and the inner exception is what the last attempt failed with.
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
    /// <summary>
    /// Logs out and closes the socket. Commands that still wait fail with <see cref="ClientClosedException"/>. <see cref="OpenAsync"/> opens again.
    /// </summary>
    /// <param name="cancellationToken">Cuts short the wait for the server's answer; the client closes all the same.</param>
    public Task CloseAsync(CancellationToken cancellationToken = default)
    {
        var closing = _session.CloseAsync(cancellationToken);
        _core.Outbox?.Close(Session.Closed());
        return closing;
    }

    /// <summary>
    /// Closes for good and completes every stream; the store of <see cref="LeanClientOptions.Outbox"/> is not used any more then. A store that is still at work
    /// is waited for at most <see cref="LeanClientOptions.CommandTimeout"/>; one that answers later still is used once more, to keep or to remove what waited
    /// for it.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        var closing = _session.DisposeAsync();
        _core.Outbox?.Close(Session.Disposed());
        await closing.ConfigureAwait(false);
        if (_core.Outbox is { } outbox)
            await outbox.IdleAsync().ConfigureAwait(false);
    }
}
