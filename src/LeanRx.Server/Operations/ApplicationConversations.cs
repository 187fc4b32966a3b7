using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Access.Internal;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Hooks;
using LeanRx.Server.Interception.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Membership.Internal;
using LeanRx.Server.Operations.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server;

// protocol.md §10.1
/// <summary>Manages the conversations of an application, as its operator.</summary>
/// <remarks>
/// No rights are required, and clients are notified as if one of them had done it. A change is durable when the call has completed. Cancellation is
/// honoured until an operation starts; after that it runs to completion.
/// </remarks>
public sealed partial class ApplicationConversations
{
    readonly EngineServices _services;
    readonly Application _app;
    readonly SystemConversations _conversations;
    readonly OperationScope _scope;
    readonly OperatorQuestions _questions;

    internal ApplicationConversations(OperationScope scope)
    {
        _scope = scope;
        _services = scope.Services;
        _app = scope.Application;
        _conversations = new SystemConversations(_services, _app);
        _questions = new OperatorQuestions(_services, _app);
    }

    /// <summary>Creates a conversation, or returns the existing one if it is unique.</summary>
    /// <remarks>New members are notified.</remarks>
    /// <exception cref="ArgumentException">The kind is temporary, or a chat room or a unique service conversation would have members.</exception>
    /// <exception cref="OperationRefusedException">4103 (a client id is empty or too long), 4304 (too many members), 4306 (the columns).</exception>
    [Door(Permission.CreateConversation)]
    public ValueTask<ConversationRecord> CreateAsync(NewConversation conversation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        if (conversation.Kind is not (ConversationKind.Normal or ConversationKind.ChatRoom or ConversationKind.Service))
            throw new ArgumentException("An operator creates normal conversations, chat rooms and service conversations.", nameof(conversation));
        if (conversation is { Kind: ConversationKind.ChatRoom, Members.Count: > 0 })
            throw new ArgumentException("A chat room has no members: clients enter it.", nameof(conversation));
        if (conversation is { IsUnique: true, Kind: not ConversationKind.Normal })
            throw new ArgumentException("Only normal conversations are unique.", nameof(conversation));
        return _scope.RunAsync(() => _questions.Asks(HookPoints.ConversationCreating)
            ? ApproveAndCreateAsync(conversation) : _scope.InAsync(_conversations.Creation(conversation), CancellationToken.None), cancellationToken);
    }

    /// <summary>Returns a conversation, or null if there is none.</summary>
    [Door(Permission.FindConversations, Permission.FindTemporaryConversations)]
    public ValueTask<ConversationRecord?> FindAsync(string conversationId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(conversationId);
        return _scope.InAsync(new FindConversation(conversationId), cancellationToken);
    }

    // protocol.md §4.5.1
    /// <summary>Returns the conversations that match, by default those with the latest message first.</summary>
    /// <param name="kind">The kind of conversations. Default: all except temporary ones.</param>
    /// <param name="where">Conditions on columns. Default: none.</param>
    /// <param name="skip">How many matches to skip. Default 0.</param>
    /// <param name="limit">The maximum number of conversations. Default 100.</param>
    /// <param name="sort">The columns to sort by, separated by commas, with <c>-</c> in front for descending. Default <c>-lm</c>.</param>
    /// <exception cref="OperationRefusedException">4310: the conditions or the sort columns cannot be read, or the query takes too long.</exception>
    [Door(Permission.FindConversations)]
    public ValueTask<IReadOnlyList<ConversationRecord>> QueryAsync(ConversationKind? kind = null, JsonElement? where = null, int skip = 0, int limit = 100,
        string? sort = null, CancellationToken cancellationToken = default) => _scope.RunAsync(
        () => FindAsync(QueryOf(kind, where) with
        {
            Sort = sort is null ? ConversationSort.Default : ConversationSort.Parse(sort),
            Skip = Math.Max(0, skip),
            Limit = Math.Clamp(limit, 0, _services.Limits.MaxQueryPage),
        }, (query, token) => _services.Store.Conversations.QueryAsync(query, token), cancellationToken),
        cancellationToken);

    // protocol.md §4.5.1
    /// <summary>Returns how many conversations match.</summary>
    /// <param name="kind">The kind of conversations. Default: all except temporary ones.</param>
    /// <param name="where">Conditions on columns. Default: none.</param>
    /// <exception cref="OperationRefusedException">4310: the conditions cannot be read, or the query takes too long.</exception>
    [Door(Permission.FindConversations)]
    public ValueTask<int> CountAsync(ConversationKind? kind = null, JsonElement? where = null, CancellationToken cancellationToken = default) =>
        _scope.RunAsync(() => FindAsync(QueryOf(kind, where), (query, token) => _services.Store.Conversations.CountAsync(query, token), cancellationToken),
            cancellationToken);

    /// <summary>Deletes a conversation with its messages.</summary>
    /// <remarks>Nobody is notified. A client that sends to it afterwards is refused with 4401.</remarks>
    /// <exception cref="OperationRefusedException">4303.</exception>
    [Door(Permission.DeleteConversation)]
    public async ValueTask DeleteAsync(string conversationId, CancellationToken cancellationToken = default) =>
        await _scope.InAsync(new DeleteConversation(conversationId), cancellationToken).ConfigureAwait(false);

    // protocol.md §4.8
    /// <summary>Mutes push notifications for members, or unmutes them.</summary>
    /// <remarks>Clients that are not members are ignored.</remarks>
    /// <exception cref="OperationRefusedException">4303, 4307, 4314.</exception>
    [Door(Permission.MuteConversation)]
    public ValueTask<ConversationRecord> MuteAsync(string conversationId, IReadOnlyList<string> clientIds, bool isMuted = true,
        CancellationToken cancellationToken = default) => !_questions.Asks(HookPoints.ConversationUpdating)
            ? _scope.InAsync(new MuteMembers(conversationId, clientIds, isMuted, Approved: null), cancellationToken)
            : _scope.RunAsync(() => _questions.ChangeAsync(
                conversationId, place => ApproveMuteAsync(conversationId, clientIds, isMuted, place, cancellationToken),
                approved => _scope.InAsync(new MuteMembers(conversationId, clientIds, approved.IsMuted, approved.ClientIds), cancellationToken)),
                cancellationToken);

    async ValueTask<(bool IsMuted, IReadOnlyList<string> ClientIds)> ApproveMuteAsync(string conversationId, IReadOnlyList<string> clientIds, bool isMuted,
        HookPlace place, CancellationToken cancellationToken)
    {
        var asked = await _scope.InAsync(new PlanMute(conversationId, clientIds, place.IsBehind ? null : isMuted), cancellationToken).ConfigureAwait(false);
        return (asked.Count == 0 ? isMuted : await _questions.ApproveMuteAsync(conversationId, asked, isMuted).ConfigureAwait(false), asked);
    }

    /// <summary>Returns the clients that are in a chat room now, each once.</summary>
    /// <exception cref="OperationRefusedException">4303, or 4316: it is not a chat room.</exception>
    [Door(Permission.ListOccupants, Permission.CountMembers)]
    public ValueTask<IReadOnlyList<string>> FindOccupantsAsync(string conversationId, CancellationToken cancellationToken = default) =>
        _scope.InAsync(new FindOccupants(conversationId), cancellationToken);

    /// <summary>Returns whether a client is in a conversation: as a member, as a subscriber, or in the chat room now.</summary>
    /// <exception cref="OperationRefusedException">4303.</exception>
    [Door(Permission.CheckMembership)]
    public ValueTask<bool> IsInAsync(string conversationId, string clientId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clientId);
        return _scope.InAsync(new CheckMemberOrOccupant(conversationId, clientId), cancellationToken);
    }

    /// <summary>Throws if a client may not do something in a conversation, by the rules that apply to its commands.</summary>
    /// <remarks>For calls that are made on behalf of a client.</remarks>
    /// <param name="permission">What the client wants to do. Must be a permission in a conversation.</param>
    /// <exception cref="OperationRefusedException">4303: there is no such conversation; or the code of the rule, such as 4317: only members may.</exception>
    [Door(Permission.CheckMembership)]
    public async ValueTask RequireAsync(string clientId, string conversationId, Permission permission, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clientId);
        ArgumentNullException.ThrowIfNull(conversationId);
        await _scope.InAsync(new RequirePermission(conversationId, clientId, permission), cancellationToken).ConfigureAwait(false);
    }

    async ValueTask<ConversationRecord> ApproveAndCreateAsync(NewConversation conversation)
    {
        if (await _conversations.FindExistingAsync(conversation).ConfigureAwait(false) is { } existing)
            return existing;
        var approved = conversation with { Columns = await _questions.ApproveAsync(conversation).ConfigureAwait(false) };
        return await _scope.InAsync(_conversations.Creation(approved), CancellationToken.None).ConfigureAwait(false);
    }

    ConversationStoreQuery QueryOf(ConversationKind? kind, JsonElement? where)
    {
        var filter = where is { ValueKind: not JsonValueKind.Null } given ? ConversationFilter.Parse(given, _services.Limits.QueryTimeout)
            : ConversationFilter.All;
        return new ConversationStoreQuery
        {
            ApplicationId = _app.Id,
            Filter = filter.And(kind is { } only ? SystemConversations.Of(only) : ConversationFilter.Lasting),
            AliveAt = _services.Clock.Now
        };
    }

    /// <summary>One after the other, so that operators hold up each other and nobody else.</summary>
    ValueTask<T> FindAsync<T>(ConversationStoreQuery query, Func<ConversationStoreQuery, CancellationToken, ValueTask<T>> find,
        CancellationToken cancellationToken)
    {
        var limits = _services.Limits;
        return _services.OperatorQueries.RunAsync(
            _app.Id,
            () => find(query with
            {
                Budget = new QueryBudget(limits.OperatorQueryTimeout, cancellationToken)
                {
                    MaxRows = limits.MaxOperatorQueryRows,
                    MaxBytes = limits.MaxQueryBytes
                }
            }, cancellationToken),
            cancellationToken);
    }
}
