using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Access.Internal;
using LeanRx.Server.Columns.Internal;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Hooks;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Operations.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server;

public sealed partial class ApplicationConversations
{
    /// <summary>Changes columns of a conversation. The members are notified.</summary>
    /// <param name="columns">The columns to set. Dotted keys and <c>__op</c> objects work as in the original API.</param>
    /// <exception cref="OperationRefusedException">4303, or 4306: the columns cannot be changed like that.</exception>
    [Door(Permission.UpdateConversation)]
    public ValueTask<ConversationRecord> UpdateAsync(string conversationId, JsonElement columns, CancellationToken cancellationToken = default) =>
        ChangeAsync(conversationId, new ConversationChange { Columns = columns }, cancellationToken);

    /// <summary>Changes members and columns of a conversation in one step. If a part is refused, nothing is changed.</summary>
    /// <remarks>Clients that join and leave are notified first, then the members of the changed columns.</remarks>
    /// <exception cref="OperationRefusedException">4303, 4103 (a client id is empty or too long), 4304 (too many members), 4306 (the columns), 4307 (a
    /// temporary conversation), 4314 (a chat room has no members), 4548 (one of the new members is blocked).</exception>
    [Door(Permission.UpdateConversation, Permission.AddMembers, Permission.RemoveMembers)]
    public ValueTask<ConversationRecord> ChangeAsync(string conversationId, ConversationChange change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return _questions.Asks(HookPoints.MembersAdding | HookPoints.MembersRemoving | HookPoints.ConversationUpdating)
            ? _scope.RunAsync(async () => await ChangeUnaskedAsync(conversationId, await ApprovedAsync(conversationId, change, cancellationToken)
                .ConfigureAwait(false), cancellationToken).ConfigureAwait(false), cancellationToken)
            : ChangeUnaskedAsync(conversationId, change, cancellationToken);
    }

    async ValueTask<ConversationChange> ApprovedAsync(string conversationId, ConversationChange change, CancellationToken cancellationToken)
    {
        var (newcomers, leavers) = await _scope.InAsync(conversationId, conversation =>
            new ValueTask<(List<string> Newcomers, List<string> Leavers)>(RequireChange(conversation, change)), cancellationToken).ConfigureAwait(false);
        await _questions.ApproveRemoveAsync(conversationId, leavers).ConfigureAwait(false);
        await _questions.ApproveAddAsync(conversationId, newcomers).ConfigureAwait(false);
        return change.Columns is not { } columns ? change
            : change with { Columns = await _questions.ApproveUpdateAsync(conversationId, columns).ConfigureAwait(false) };
    }

    (List<string> Newcomers, List<string> Leavers) RequireChange(Conversation conversation, ConversationChange change)
    {
        var (newcomers, leavers) = MovesOf(change, conversation.Record!.Members);
        if (change.ConcernsMembers)
            RequireNewcomers(conversation, newcomers, leavers.Count);
        if (change.Columns is { } columns)
            ColumnChanges.Apply(conversation.Record!, columns, _services.Limits, out _);
        return (newcomers, leavers);
    }

    ValueTask<ConversationRecord> ChangeUnaskedAsync(string conversationId, ConversationChange change, CancellationToken cancellationToken)
    {
        return _scope.InAsync(conversationId, async conversation =>
        {
            var (newcomers, leavers) = RequireChange(conversation, change);
            await RemoveAsync(conversation, leavers).ConfigureAwait(false);
            await AddAsync(conversation, newcomers).ConfigureAwait(false);
            if (change.Columns is { } set)
                await UpdateAsync(conversation, set).ConfigureAwait(false);
            return conversation.Record!;
        }, cancellationToken);
    }

    /// <summary>Adds members to a conversation, or subscribers to a service conversation. Existing members are ignored.</summary>
    /// <remarks>Blocked clients cannot be added until they are unblocked.</remarks>
    /// <exception cref="OperationRefusedException">4303, 4103 (a client id is empty or too long), 4304 (too many), 4307 (a temporary conversation), 4314 (a
    /// chat room), 4548 (one of them is blocked).</exception>
    [Door(Permission.AddMembers, Permission.JoinConversation)]
    public ValueTask<ConversationRecord> AddMembersAsync(string conversationId, IReadOnlyList<string> clientIds,
        CancellationToken cancellationToken = default) => _questions.Asks(HookPoints.MembersAdding)
            ? _scope.RunAsync(async () =>
            {
                var asked = await _scope.InAsync(conversationId, conversation => new ValueTask<List<string>>(RequireNewcomers(conversation, clientIds)),
                    cancellationToken).ConfigureAwait(false);
                await _questions.ApproveAddAsync(conversationId, asked).ConfigureAwait(false);
                return await AddUnaskedAsync(conversationId, clientIds, cancellationToken).ConfigureAwait(false);
            }, cancellationToken)
            : AddUnaskedAsync(conversationId, clientIds, cancellationToken);

    ValueTask<ConversationRecord> AddUnaskedAsync(string conversationId, IReadOnlyList<string> clientIds, CancellationToken cancellationToken) =>
        _scope.InAsync(conversationId, async conversation =>
    {
        var newcomers = RequireNewcomers(conversation, clientIds);
        await AddAsync(conversation, newcomers).ConfigureAwait(false);
        return conversation.Record!;
    }, cancellationToken);

    /// <summary>Removes members or subscribers. Clients that are not members are ignored.</summary>
    /// <exception cref="OperationRefusedException">4303, 4307, 4314.</exception>
    [Door(Permission.RemoveMembers, Permission.LeaveConversation)]
    public ValueTask<ConversationRecord> RemoveMembersAsync(string conversationId, IReadOnlyList<string> clientIds,
        CancellationToken cancellationToken = default) => _questions.Asks(HookPoints.MembersRemoving)
            ? _scope.RunAsync(async () =>
            {
                var asked = await _scope.InAsync(conversationId, conversation => new ValueTask<List<string>>(LeaversIn(conversation, clientIds)),
                    cancellationToken).ConfigureAwait(false);
                await _questions.ApproveRemoveAsync(conversationId, asked).ConfigureAwait(false);
                return await RemoveUnaskedAsync(conversationId, clientIds, cancellationToken).ConfigureAwait(false);
            }, cancellationToken)
            : RemoveUnaskedAsync(conversationId, clientIds, cancellationToken);

    ValueTask<ConversationRecord> RemoveUnaskedAsync(string conversationId, IReadOnlyList<string> clientIds, CancellationToken cancellationToken) =>
        _scope.InAsync(conversationId, async conversation =>
    {
        await RemoveAsync(conversation, LeaversIn(conversation, clientIds)).ConfigureAwait(false);
        return conversation.Record!;
    }, cancellationToken);

    /// <summary>Who comes in and who goes. Where the change names single clients, nobody else is looked at.</summary>
    static (List<string> Newcomers, List<string> Leavers) MovesOf(ConversationChange change, MemberList members)
    {
        var added = MemberList.Create(change.AddedMembers);
        if (change.Members is { } all)
        {
            var wanted = MemberList.Create(all.Except(change.RemovedMembers, StringComparer.Ordinal)).AddRange(added);
            return ([.. wanted.Where(clientId => !members.Contains(clientId))], [.. members.Where(clientId => !wanted.Contains(clientId))]);
        }
        var leavers = change.RemovedMembers.Distinct(StringComparer.Ordinal).Where(clientId => members.Contains(clientId) && !added.Contains(clientId));
        return ([.. added.Where(clientId => !members.Contains(clientId))], [.. leavers.OrderBy(members.IndexOf)]);
    }

    static List<string> NewcomersIn(Conversation conversation, IReadOnlyList<string> clientIds) =>
        [.. clientIds.Distinct(StringComparer.Ordinal).Where(clientId => !conversation.IsMember(clientId))];

    List<string> RequireNewcomers(Conversation conversation, IReadOnlyList<string> clientIds)
    {
        var newcomers = NewcomersIn(conversation, clientIds);
        _conversations.RequireClientIds(clientIds);
        RequireNewcomers(conversation, newcomers, leavers: 0);
        return newcomers;
    }

    static List<string> LeaversIn(Conversation conversation, IReadOnlyList<string> clientIds)
    {
        SystemConversations.RequireMembers(conversation.Record!);
        return [.. clientIds.Distinct(StringComparer.Ordinal).Where(conversation.IsMember)];
    }

    void RequireNewcomers(Conversation conversation, List<string> newcomers, int leavers)
    {
        SystemConversations.RequireMembers(conversation.Record!);
        _conversations.RequireClientIds(newcomers);
        if (newcomers.Any(conversation.Standings.IsBlocked))
            throw new OperationRefusedException(ErrorCodes.BlockedByConv, "The conversation blocks one of these clients.");
        _conversations.RequireRoom(conversation.Record!, conversation.Record!.Members.Count - leavers + newcomers.Count);
    }

    async ValueTask AddAsync(Conversation conversation, List<string> newcomers)
    {
        await _members.AddAsync(conversation, newcomers).ConfigureAwait(false);
        if (newcomers.Count == 0)
            return;
        MemberPushes.Joined(conversation, initiator: "", newcomers);
        conversation.TellAdded(initiator: null, newcomers);
        await new UnreadReports(_services).JoinedAsync(conversation, newcomers).ConfigureAwait(false);
    }

    async ValueTask RemoveAsync(Conversation conversation, List<string> leavers)
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
