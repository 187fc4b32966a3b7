using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Access.Internal;
using LeanRx.Server.Columns.Internal;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Hooks;
using LeanRx.Server.Interception.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Operations.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server;

public sealed partial class ApplicationConversations
{
    /// <summary>Changes columns of a conversation.</summary>
    /// <remarks>The members are notified.</remarks>
    /// <param name="columns">The columns to set. Dotted keys and <c>__op</c> objects work as in the original API.</param>
    /// <exception cref="OperationRefusedException">4303, or 4306: the columns cannot be changed like that.</exception>
    [Door(Permission.UpdateConversation)]
    public ValueTask<ConversationRecord> UpdateAsync(string conversationId, JsonElement columns, CancellationToken cancellationToken = default) =>
        ChangeAsync(conversationId, new ConversationChange { Columns = columns }, cancellationToken);

    /// <summary>Changes members and columns of a conversation in one step.</summary>
    /// <remarks>If a part is refused, nothing is changed. Clients that join and leave are notified first, then the members of the changed columns.</remarks>
    /// <exception cref="OperationRefusedException">4303, 4103 (a client id is empty or too long), 4304 (too many members), 4306 (the columns), 4307 (a
    /// temporary conversation), 4314 (a chat room has no members), 4548 (one of the new members is blocked).</exception>
    [Door(Permission.UpdateConversation, Permission.AddMembers, Permission.RemoveMembers)]
    public ValueTask<ConversationRecord> ChangeAsync(string conversationId, ConversationChange change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return ChangeAsync(conversationId, change, change.ConcernsMembers, cancellationToken);
    }

    /// <summary>Adds members to a conversation, or subscribers to a service conversation.</summary>
    /// <remarks>Existing members are ignored. Blocked clients cannot be added until they are unblocked.</remarks>
    /// <exception cref="OperationRefusedException">4303, 4103 (a client id is empty or too long), 4304 (too many), 4307 (a temporary conversation), 4314 (a
    /// chat room), 4548 (one of them is blocked).</exception>
    [Door(Permission.AddMembers, Permission.JoinConversation)]
    public ValueTask<ConversationRecord> AddMembersAsync(string conversationId, IReadOnlyList<string> clientIds,
        CancellationToken cancellationToken = default) =>
        ChangeAsync(conversationId, new ConversationChange { AddedMembers = clientIds }, concernsMembers: true, cancellationToken);

    /// <summary>Removes members or subscribers.</summary>
    /// <remarks>Clients that are not members are ignored.</remarks>
    /// <exception cref="OperationRefusedException">4303, 4307, 4314.</exception>
    [Door(Permission.RemoveMembers, Permission.LeaveConversation)]
    public ValueTask<ConversationRecord> RemoveMembersAsync(string conversationId, IReadOnlyList<string> clientIds,
        CancellationToken cancellationToken = default) =>
        ChangeAsync(conversationId, new ConversationChange { RemovedMembers = clientIds }, concernsMembers: true, cancellationToken);

    ValueTask<ConversationRecord> ChangeAsync(string conversationId, ConversationChange change, bool concernsMembers, CancellationToken cancellationToken) =>
        !_questions.Asks(HookPoints.MembersAdding | HookPoints.MembersRemoving | HookPoints.ConversationUpdating)
            ? _scope.InAsync(conversationId, conversation =>
                MakeAsync(conversation, RequireMoves(conversation, change, concernsMembers), change.Columns), cancellationToken)
            : _scope.RunAsync(() => _questions.ChangeAsync(conversationId,
                place => ApproveAsync(conversationId, change, concernsMembers, place, cancellationToken),
                approved => MakeAsync(conversationId, change, concernsMembers, approved, cancellationToken)), cancellationToken);

    async ValueTask<ApprovedChange> ApproveAsync(string conversationId, ConversationChange change, bool concernsMembers, HookPlace place,
        CancellationToken cancellationToken)
    {
        var asked = await _scope.InAsync(conversationId, conversation => new ValueTask<MemberMoves>(place.IsBehind
            ? RequireNamed(conversation, change) : RequireMoves(conversation, change, concernsMembers)),
            cancellationToken).ConfigureAwait(false);
        return new ApprovedChange(asked, await _questions.ApproveAsync(conversationId, asked, change.Columns).ConfigureAwait(false));
    }

    /// <summary>
    /// What hooks were asked about. At its turn a complete list of members can concern others than when it came; hooks are asked about those then, once.
    /// </summary>
    async ValueTask<ConversationRecord> MakeAsync(string conversationId, ConversationChange change, bool concernsMembers, ApprovedChange approved,
        CancellationToken cancellationToken)
    {
        var (asked, columns) = approved;
        if (change.Members is not null)
        {
            var rest = await _scope.InAsync(conversationId, conversation => new ValueTask<MemberMoves>(
                RequireMoves(conversation, change, concernsMembers).Except(asked)), cancellationToken).ConfigureAwait(false);
            await _questions.ApproveAsync(conversationId, rest, columns: null).ConfigureAwait(false);
            asked = asked.And(rest);
        }
        return await _scope.InAsync(conversationId, conversation =>
            MakeAsync(conversation, RequireMoves(conversation, change, concernsMembers).Within(asked), columns), cancellationToken).ConfigureAwait(false);
    }

    async ValueTask<ConversationRecord> MakeAsync(Conversation conversation, MemberMoves moves, JsonElement? columns)
    {
        if (columns is { } given)
            ColumnChanges.Apply(conversation.Record!, given, _services.Limits, out _); // All of it or nothing.
        await RemoveAsync(conversation, moves.Leavers).ConfigureAwait(false);
        await AddAsync(conversation, moves.Newcomers).ConfigureAwait(false);
        if (columns is { } set)
            await UpdateAsync(conversation, set).ConfigureAwait(false);
        return conversation.Record!;
    }

    MemberMoves RequireNamed(Conversation conversation, ConversationChange change)
    {
        var named = MemberMoves.NamedIn(change, conversation.Record!.Members);
        _conversations.RequireClientIds(named.Newcomers);
        return named;
    }

    /// <summary>Who comes in and who goes, where that can be done.</summary>
    MemberMoves RequireMoves(Conversation conversation, ConversationChange change, bool concernsMembers)
    {
        var moves = MemberMoves.Of(change, conversation.Record!.Members);
        if (concernsMembers)
            RequireNewcomers(conversation, moves.Newcomers, moves.Leavers.Count);
        if (change.Columns is { } columns)
            ColumnChanges.Apply(conversation.Record!, columns, _services.Limits, out _);
        return moves;
    }

    void RequireNewcomers(Conversation conversation, IReadOnlyList<string> newcomers, int leavers)
    {
        SystemConversations.RequireMembers(conversation.Record!);
        _conversations.RequireClientIds(newcomers);
        if (newcomers.Any(conversation.Standings.IsBlocked))
            throw new OperationRefusedException(ErrorCodes.BlockedByConv, "The conversation blocks one of these clients.");
        if (newcomers.Count > 0)
            _conversations.RequireRoom(conversation.Record!, conversation.Record!.Members.Count - leavers + newcomers.Count);
    }

    async ValueTask AddAsync(Conversation conversation, IReadOnlyList<string> newcomers)
    {
        await _members.AddAsync(conversation, newcomers).ConfigureAwait(false);
        if (newcomers.Count == 0)
            return;
        MemberPushes.Joined(conversation, initiator: "", newcomers);
        conversation.TellAdded(initiator: null, newcomers);
        await new UnreadReports(_services).JoinedAsync(conversation, newcomers).ConfigureAwait(false);
    }

    async ValueTask RemoveAsync(Conversation conversation, IReadOnlyList<string> leavers)
    {
        await _members.RemoveAsync(conversation, leavers).ConfigureAwait(false);
        if (leavers.Count > 0)
            MemberPushes.Left(conversation, initiator: "", leavers);
    }

    async ValueTask UpdateAsync(Conversation conversation, JsonElement columns)
    {
        var changed = ColumnChanges.Apply(conversation.Record!, columns, _services.Limits, out var modified);
        await conversation.SaveAsync(changed).ConfigureAwait(false);
        MemberPushes.Updated(conversation, initiator: "", modified, author: null);
    }
}
