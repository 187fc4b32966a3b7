using LeanRx.Protocol;
using LeanRx.Server.Access.Internal;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Handlers.Internal;
using LeanRx.Server.Membership.Internal;
using LeanRx.Server.Operations.Internal;
using LeanRx.Server.Records.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server;

// protocol.md §10.1
/// <summary>Manages roles, silence and block lists in the conversations of an application, as its operator.</summary>
/// <remarks>
/// No role is required, and clients are notified as if a manager had done it. A change is durable when the call has completed. Cancellation is honoured until
/// an operation starts; after that it runs to completion.
/// </remarks>
public sealed class ApplicationModeration
{
    readonly Application _app;
    readonly OperationScope _scope;

    internal ApplicationModeration(OperationScope scope)
    {
        _scope = scope;
        _app = scope.Application;
    }

    /// <summary>Returns the roles that were given in a conversation, ascending by client id.</summary>
    /// <remarks>The creator, who is always the owner, is not included. A client that is not included is a plain member.</remarks>
    /// <exception cref="OperationRefusedException">4303: there is no such conversation.</exception>
    [Door(Permission.ReadRoles)]
    public ValueTask<IReadOnlyList<MemberInfo>> FindRolesAsync(string conversationId, CancellationToken cancellationToken = default) =>
        _scope.InAsync(new FindRoles(conversationId), cancellationToken);

    /// <summary>Gives a client a role.</summary>
    /// <param name="role">One of <see cref="MemberRoles"/>. The creator stays the owner.</param>
    /// <param name="initiator">The client that the push names as the one who did it. Default: nobody.</param>
    /// <exception cref="OperationRefusedException">4303, 4103 (the client id is too long), 4321 (unknown role), 4322 (too many managers), 4324 (the creator's
    /// role).</exception>
    [Door(Permission.SetRole)]
    public ValueTask<MemberInfo> SetRoleAsync(string conversationId, string clientId, string role, string initiator = "",
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(clientId);
        if (role is not (MemberRoles.Owner or MemberRoles.Manager or MemberRoles.Member))
            throw new OperationRefusedException(ErrorCodes.UnknownConversationRole, "The roles are Owner, Manager and Member.");
        return _scope.InAsync(new GiveRole(conversationId, clientId, role, initiator), cancellationToken);
    }

    /// <summary>Returns a page of the clients that are silenced in a conversation, ascending by client id.</summary>
    /// <param name="limit">The maximum number of clients, 1 to 100. Default 10.</param>
    /// <param name="next"><see cref="ClientPage.Next"/> of the page before. Null for the first page.</param>
    /// <exception cref="OperationRefusedException">4303.</exception>
    [Door(Permission.ReadModeration)]
    public ValueTask<ClientPage> FindSilencedAsync(string conversationId, int? limit = null, string? next = null,
        CancellationToken cancellationToken = default) =>
        _scope.InAsync(new FindModerationList(conversationId, ModerationListKind.Silenced, limit, next), cancellationToken);

    /// <summary>Silences clients: they receive messages, but cannot send any.</summary>
    /// <remarks>A client that is already silenced for longer stays so.</remarks>
    /// <param name="duration">For how long. Default: forever.</param>
    /// <param name="initiator">The client that the push names as the one who did it. Default: nobody.</param>
    /// <exception cref="OperationRefusedException">4303, 4103 (a client id is empty or too long), or 4561: the list is full.</exception>
    [Door(Permission.SilenceMembers)]
    public async ValueTask SilenceAsync(string conversationId, IReadOnlyList<string> clientIds, TimeSpan? duration = null, string initiator = "",
        CancellationToken cancellationToken = default)
    {
        var until = duration is { } time ? _app.Services.Clock.Now + (long)time.TotalMilliseconds : long.MaxValue;
        await _scope.InAsync(new AddToModerationList(conversationId, ModerationListKind.Silenced, clientIds, initiator, until), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Ends the silence of clients that are silenced for a time.</summary>
    /// <remarks>Clients that are silenced forever stay so.</remarks>
    /// <param name="initiator">The client that the push names as the one who did it. Default: nobody.</param>
    /// <exception cref="OperationRefusedException">4303.</exception>
    [Door(Permission.SilenceMembers)]
    public async ValueTask EndTemporarySilenceAsync(string conversationId, IReadOnlyList<string> clientIds, string initiator = "",
        CancellationToken cancellationToken = default) =>
        await _scope.InAsync(new RemoveFromModerationList(conversationId, ModerationListKind.Silenced, clientIds, initiator,
                IsTemporaryOnly: true), cancellationToken)
            .ConfigureAwait(false);

    /// <summary>Ends the silence of clients, whether they are silenced for a time or forever.</summary>
    /// <param name="initiator">The client that the push names as the one who did it. Default: nobody.</param>
    /// <exception cref="OperationRefusedException">4303.</exception>
    [Door(Permission.SilenceMembers)]
    public async ValueTask UnsilenceAsync(string conversationId, IReadOnlyList<string> clientIds, string initiator = "",
        CancellationToken cancellationToken = default) =>
        await _scope.InAsync(new RemoveFromModerationList(conversationId, ModerationListKind.Silenced, clientIds, initiator), cancellationToken)
            .ConfigureAwait(false);

    /// <summary>Returns a page of the clients that a conversation blocks, ascending by client id.</summary>
    /// <param name="limit">The maximum number of clients, 1 to 100. Default 10.</param>
    /// <param name="next"><see cref="ClientPage.Next"/> of the page before. Null for the first page.</param>
    /// <exception cref="OperationRefusedException">4303.</exception>
    [Door(Permission.ReadModeration)]
    public ValueTask<ClientPage> FindBlockedAsync(string conversationId, int? limit = null, string? next = null,
        CancellationToken cancellationToken = default) =>
        _scope.InAsync(new FindModerationList(conversationId, ModerationListKind.Blocked, limit, next), cancellationToken);

    /// <summary>Blocks clients: they are removed from the conversation and cannot join again.</summary>
    /// <param name="initiator">The client that the push names as the one who did it. Default: nobody.</param>
    /// <exception cref="OperationRefusedException">4303, 4103 (a client id is empty or too long), or 4543: the list is full.</exception>
    [Door(Permission.BlockMembers)]
    public async ValueTask BlockAsync(string conversationId, IReadOnlyList<string> clientIds, string initiator = "",
        CancellationToken cancellationToken = default) =>
        await _scope.InAsync(new AddToModerationList(conversationId, ModerationListKind.Blocked, clientIds, initiator), cancellationToken)
            .ConfigureAwait(false);

    /// <summary>Unblocks clients, so that they can join again.</summary>
    /// <remarks>They do not become members by that.</remarks>
    /// <param name="initiator">The client that the push names as the one who did it. Default: nobody.</param>
    /// <exception cref="OperationRefusedException">4303.</exception>
    [Door(Permission.BlockMembers)]
    public async ValueTask UnblockAsync(string conversationId, IReadOnlyList<string> clientIds, string initiator = "",
        CancellationToken cancellationToken = default) =>
        await _scope.InAsync(new RemoveFromModerationList(conversationId, ModerationListKind.Blocked, clientIds, initiator), cancellationToken)
            .ConfigureAwait(false);

    // protocol.md §4.14
    /// <summary>Returns a page of the conversations that a client blocks, ascending by id.</summary>
    /// <remarks>Nobody can add the client to them.</remarks>
    /// <param name="limit">The maximum number of conversations, 1 to 100. Default 10.</param>
    /// <param name="next"><see cref="ConversationPage.Next"/> of the page before. Null for the first page.</param>
    [Door(Permission.BlockConversations)]
    public async ValueTask<ConversationPage> FindBlockedConversationsAsync(string clientId, int? limit = null, string? next = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(clientId);
        cancellationToken.ThrowIfCancellationRequested();
        var page = await ClientBlacklist.PageAsync(_app, clientId, limit, next).ConfigureAwait(false);
        return new ConversationPage { ConversationIds = page.Ids, Next = page.Next };
    }

    /// <summary>Puts a conversation on the block list of a client, so that others cannot add the client to it.</summary>
    /// <remarks>A client that is a member already stays one. Nobody is notified.</remarks>
    /// <exception cref="OperationRefusedException">4303.</exception>
    [Door(Permission.BlockConversations)]
    public ValueTask BlockConversationAsync(string clientId, string conversationId, CancellationToken cancellationToken = default) =>
        BlockConversationAsync(clientId, conversationId, isBlocked: true, cancellationToken);

    /// <summary>Removes a conversation from the block list of a client.</summary>
    /// <exception cref="OperationRefusedException">4303.</exception>
    [Door(Permission.BlockConversations)]
    public ValueTask UnblockConversationAsync(string clientId, string conversationId, CancellationToken cancellationToken = default) =>
        BlockConversationAsync(clientId, conversationId, isBlocked: false, cancellationToken);

    async ValueTask BlockConversationAsync(string clientId, string conversationId, bool isBlocked, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(clientId);
        ArgumentNullException.ThrowIfNull(conversationId);
        await _scope.RunAsync(async () => await _scope.InAsync(new BlockConversation(conversationId, clientId, isBlocked), cancellationToken)
            .ConfigureAwait(false) ? true
            : throw new OperationRefusedException(TemporaryConversations.CodeOfMissing(conversationId), "There is no such conversation."),
            cancellationToken).ConfigureAwait(false);
    }
}
