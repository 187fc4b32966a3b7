using System.Text.Json;
using LeanRx.Server.Access.Internal;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Hooks;
using LeanRx.Server.Interception.Internal;
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
            ? _scope.InAsync(new ChangeConversation(conversationId, change, concernsMembers, change.Columns, Asked: null), cancellationToken)
            : _scope.RunAsync(() => _questions.ChangeAsync(conversationId,
                place => ApproveAsync(conversationId, change, concernsMembers, place, cancellationToken),
                approved => MakeAsync(conversationId, change, concernsMembers, approved, cancellationToken)), cancellationToken);

    async ValueTask<ApprovedChange> ApproveAsync(string conversationId, ConversationChange change, bool concernsMembers, HookPlace place,
        CancellationToken cancellationToken)
    {
        var asked = await _scope.InAsync(new PlanChange(conversationId, change, concernsMembers, place.IsBehind), cancellationToken).ConfigureAwait(false);
        return new ApprovedChange(asked, await _questions.ApproveAsync(conversationId, asked, change.Columns).ConfigureAwait(false));
    }

    async ValueTask<ConversationRecord> MakeAsync(string conversationId, ConversationChange change, bool concernsMembers, ApprovedChange approved,
        CancellationToken cancellationToken)
    {
        var (asked, columns) = approved;
        if (change.Members is not null)
        {
            var moves = await _scope.InAsync(new PlanChange(conversationId, change, concernsMembers, IsBehind: false), cancellationToken)
                .ConfigureAwait(false);
            var rest = moves.Except(asked);
            await _questions.ApproveAsync(conversationId, rest, columns: null).ConfigureAwait(false);
            asked = asked.And(rest);
        }
        return await _scope.InAsync(new ChangeConversation(conversationId, change, concernsMembers, columns, asked), cancellationToken)
            .ConfigureAwait(false);
    }
}
