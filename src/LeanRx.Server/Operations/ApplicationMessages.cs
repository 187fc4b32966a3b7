using System.Text;
using LeanRx.Protocol;
using LeanRx.Server.Access.Internal;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Handlers.Internal;
using LeanRx.Server.Hooks;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Operations.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Signing.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server;

// protocol.md §10.1
/// <summary>Sends, reads and changes the messages of an application, as its operator.</summary>
/// <remarks>
/// No rights are required, and clients are notified as if one of them had done it. A change is durable when the call has completed. Cancellation is
/// honoured until an operation starts; after that it runs to completion.
/// </remarks>
public sealed partial class ApplicationMessages
{
    readonly EngineServices _services;
    readonly Application _app;
    readonly SystemConversations _conversations;
    readonly OperationScope _scope;
    readonly OperatorQuestions _questions;

    internal ApplicationMessages(OperationScope scope)
    {
        _scope = scope;
        _services = scope.Services;
        _app = scope.Application;
        _conversations = new SystemConversations(_services, _app);
        _questions = new OperatorQuestions(_services, _app);
    }

    /// <summary>Sends a message to a conversation: to its members, to the clients in a chat room, or to subscribers of a service conversation.</summary>
    /// <remarks>In a service conversation it can also be for some clients only (<see cref="SystemMessage.ToClientIds"/>).</remarks>
    /// <returns>The message with its id and time.</returns>
    /// <exception cref="ArgumentException">It is for too many clients, or has an end although it is no broadcast.</exception>
    /// <exception cref="OperationRefusedException">4303, 4313 (it is for some clients, and this is no service conversation), 4103 (the sender is empty or too
    /// long), 4109 (the body is too long with its push data), 4116 (over a rate of <see cref="ServerLimits"/>).</exception>
    [Door(Permission.SendMessage)]
    public ValueTask<StoredMessage> SendAsync(string conversationId, SystemMessage message, CancellationToken cancellationToken = default) =>
        SendAsync(conversationId, message, ConversationAudience.Members, cancellationToken);

    /// <summary>Sends a message of a service conversation to all clients, whether they subscribe or not.</summary>
    /// <remarks>
    /// Clients that are online get it now, others at their next login while it is valid. A client that was never in a conversation gets the most recent one
    /// only.
    /// </remarks>
    /// <returns>The message with its id and time.</returns>
    /// <exception cref="ArgumentException">It ends later than <see cref="ServerLimits.MaxBroadcastLifetime"/> allows or is over, or is for some clients
    /// only.</exception>
    /// <exception cref="OperationRefusedException">4303, 4313 (it is no service conversation), 4103, 4109, 4116.</exception>
    [Door(Permission.Broadcast)]
    public ValueTask<StoredMessage> BroadcastAsync(string conversationId, SystemMessage message, CancellationToken cancellationToken = default) =>
        SendAsync(conversationId, message, ConversationAudience.Everybody, cancellationToken);

    /// <summary>Returns a page of the history of a conversation, ascending.</summary>
    /// <remarks>It includes everything that was sent before the call.</remarks>
    /// <param name="query">The page. Its application is ignored.</param>
    /// <exception cref="OperationRefusedException">4303.</exception>
    [Door(Permission.ReadHistory)]
    public ValueTask<IReadOnlyList<StoredMessage>> ReadHistoryAsync(HistoryQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _scope.InAsync(new ReadHistory(query with
        {
            ApplicationId = _app.Id,
            Limit = Math.Clamp(query.Limit, 0, _services.Limits.MaxHistoryPage)
        }), cancellationToken);
    }

    // protocol.md §10.3
    /// <summary>Returns a page of the messages of all conversations, ascending by time.</summary>
    /// <remarks>It includes everything that was acknowledged before the call.</remarks>
    /// <param name="query">The page. Its application is ignored.</param>
    [Door(Permission.ReadAllMessages)]
    public ValueTask<IReadOnlyList<StoredMessage>> ReadAllAsync(MessageQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _scope.RunAsync(async () =>
        {
            var page = await _services.Store.Messages.ReadAllAsync(query with
            {
                ApplicationId = _app.Id,
                Limit = Math.Clamp(query.Limit, 0, _services.Limits.MaxHistoryPage)
            }).ConfigureAwait(false);
            return await CurrentAsync(page, cancellationToken).ConfigureAwait(false);
        }, cancellationToken);
    }

    /// <summary>Returns whether a client may read the history of a conversation with this signature.</summary>
    /// <remarks>
    /// It may if the application allows it, the signature is valid, not too old and made after the last kick of the client, and the conversation does not block
    /// the client. The signature is the word of the backend of the application: with it the client need not be a member.
    /// </remarks>
    [Door(Permission.ReadHistory)]
    public async ValueTask<bool> AllowsHistoryAsync(string clientId, string conversationId, FrameSignature signature,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clientId);
        ArgumentNullException.ThrowIfNull(conversationId);
        ArgumentNullException.ThrowIfNull(signature);
        cancellationToken.ThrowIfCancellationRequested();
        await _app.Kicks.PrepareAsync().ConfigureAwait(false);
        if (!_app.Options.AllowSignedHistory || !new SignatureVerifier(_app).IsHistory(signature, clientId, conversationId))
            return false;
        return await _scope.InAsync(new CheckHistoryAccess(conversationId, clientId), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Returns a stored message, or null if there is none.</summary>
    /// <remarks>It finds everything that was sent before the call.</remarks>
    /// <exception cref="OperationRefusedException">4303.</exception>
    [Door(Permission.ReadHistory)]
    public ValueTask<StoredMessage?> FindAsync(string conversationId, string messageId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messageId);
        return _scope.InAsync(new FindMessage(conversationId, messageId), cancellationToken);
    }

    /// <summary>Returns how many messages of others a client has not read, in one conversation or in all.</summary>
    /// <remarks>
    /// Of service conversations to which the client does not subscribe, its own thread and valid broadcasts count; for a client that was never in a
    /// conversation, the most recent broadcast only. Counting changes nothing.
    /// </remarks>
    /// <exception cref="OperationRefusedException">4303, 4103 (the client id is empty or too long).</exception>
    [Door(Permission.CountUnread)]
    public ValueTask<int> CountUnreadAsync(string clientId, string? conversationId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clientId);
        return _scope.RunAsync(() =>
        {
            SystemConversations.RequireClientIds(_services.Limits, [clientId]);
            var count = new OperatorUnreadCount(_scope, clientId);
            return conversationId is null ? count.OfAllAsync(cancellationToken) : count.OfAsync(conversationId);
        }, cancellationToken);
    }

    ValueTask<StoredMessage> SendAsync(string conversationId, SystemMessage message, ConversationAudience audience, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _scope.RunAsync(async () =>
        {
            _conversations.RequireFit(message, audience);
            MessageSize.Require(_services.Limits, MessageSize.Of(message.Body) + MessageSize.Of(message.PushData?.GetRawText()),
                NamedIds.Distinct(message.MentionedClientIds));
            return _questions.Asks(HookPoints.MessageSending)
                ? await ApproveAndSendAsync(conversationId, message, audience).ConfigureAwait(false)
                : await SendAsync(conversationId, message, audience, hooked: null).ConfigureAwait(false);
        }, cancellationToken);
    }

    /// <summary>Hooks are asked outside of the gate. The next goes on when this one has its place in the order, and is not stored yet.</summary>
    async ValueTask<StoredMessage> ApproveAndSendAsync(string conversationId, SystemMessage message, ConversationAudience audience)
    {
        var sent = await _app.Hooks.OperatorMessages.RunAsync(_app, [conversationId], _ => AskAsync(conversationId, message, audience),
            hooked => new ValueTask<Task<StoredMessage>>(SendAsync(conversationId, message, audience, hooked).AsTask())).ConfigureAwait(false);
        return await sent.ConfigureAwait(false);
    }

    async ValueTask<HookedChange> AskAsync(string conversationId, SystemMessage message, ConversationAudience audience)
    {
        var question = await _scope.InAsync(new PlanSend(conversationId, message, audience), default).ConfigureAwait(false);
        var approved = await _app.Hooks.ApproveAsync(question).ConfigureAwait(false);
        return new HookedChange(approved, HasRecipients: approved.Recipients != question.Recipients, IsRewritten: false);
    }

    ValueTask<StoredMessage> SendAsync(string conversationId, SystemMessage message, ConversationAudience audience, HookedChange? hooked) =>
        _scope.InAsync(new SendMessage(conversationId, message, audience, hooked), default);

    /// <summary>Messages of any conversations with what their places know of them, in their order.</summary>
    async ValueTask<IReadOnlyList<StoredMessage>> CurrentAsync(IReadOnlyList<StoredMessage> messages, CancellationToken cancellationToken)
    {
        var current = new Dictionary<(string ConversationId, string Id), StoredMessage>();
        foreach (var ofOne in messages.GroupBy(static message => message.ConversationId))
            foreach (var message in await _scope.InAsync(new FindReceiptTimes(ofOne.Key, [.. ofOne]), cancellationToken).ConfigureAwait(false))
                current[(message.ConversationId, message.Id)] = message;
        return [.. messages.Select(message => current[(message.ConversationId, message.Id)])];
    }
}
