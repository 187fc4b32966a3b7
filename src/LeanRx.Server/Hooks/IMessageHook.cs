using LeanRx.Server.Events;

namespace LeanRx.Server.Hooks;

/// <summary>Code of an application that the server asks before something is done, and tells afterwards.</summary>
/// <remarks>
/// <para>Set in <see cref="AppOptions.Hooks"/>. Every method has a default implementation that allows everything; implement those that you need, and name their
/// points in <see cref="HookOptions.Points"/>.</para>
/// <para>Methods are called on the scheduler of the engine, at any time and several at a time, and never while a conversation is locked: they may use the
/// engine. What they do with it is not asked about again. The token is cancelled when the time limit of the hook has passed or the answer no longer
/// counts.</para>
/// <para>An exception, a late answer and an answer that cannot be used are failures: they are logged, and <see cref="HookOptions.OnFailure"/> decides.</para>
/// </remarks>
public interface IMessageHook
{
    // protocol.md §7.6: _messageReceived
    /// <summary>Called before a message is accepted (<see cref="HookPoints.MessageSending"/>).</summary>
    /// <returns>Whether to accept it, and with what changes.</returns>
    ValueTask<MessageDecision> OnSendingAsync(MessageSending message, CancellationToken cancellationToken = default) => new(MessageDecision.Accept);

    // protocol.md §7.6: _messageUpdate
    /// <summary>Called before a message is edited or recalled (<see cref="HookPoints.MessageUpdating"/>).</summary>
    /// <returns>Whether to accept the change, and with what changes.</returns>
    ValueTask<MessageDecision> OnUpdatingAsync(MessageUpdating message, CancellationToken cancellationToken = default) => new(MessageDecision.Accept);

    // protocol.md §7.6: _conversationStart, _conversationAdd, _conversationRemove, _conversationUpdate
    /// <summary>
    /// Called before a conversation is created or changed (<see cref="HookPoints.ConversationCreating"/>, <see cref="HookPoints.MembersAdding"/>, <see
    /// cref="HookPoints.MembersRemoving"/>, <see cref="HookPoints.ConversationUpdating"/>).
    /// </summary>
    /// <returns>Whether to accept it, and with what changes.</returns>
    ValueTask<ConversationDecision> OnChangingAsync(ConversationChanging change, CancellationToken cancellationToken = default) =>
        new(ConversationDecision.Accept);

    // protocol.md §7.6: _receiversOffline
    /// <summary>
    /// Called after a message was sent to clients that are offline, before push notifications are sent to them (<see cref="HookPoints.ReceiversOffline"/>).
    /// </summary>
    /// <returns>Who is notified, and of what.</returns>
    ValueTask<PushDecision> OnReceiversOfflineAsync(ReceiversOffline message, CancellationToken cancellationToken = default) => new(PushDecision.Default);

    /// <summary>Called after something has happened, for the events of <see cref="HookOptions.Points"/>.</summary>
    /// <remarks>
    /// Events of one conversation, and logins of one client, are told in order and one at a time; the next one follows when this one is done.
    /// </remarks>
    ValueTask OnEventAsync(ServerEvent happened, CancellationToken cancellationToken = default) => default;
}
