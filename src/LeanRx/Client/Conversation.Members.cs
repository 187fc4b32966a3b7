using LeanRx.Client.Internal;
using LeanRx.Common.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Protocol;

namespace LeanRx;

public sealed partial class Conversation
{
    const int MaxListedRoomClients = 1000;

    // S54, S139, S89
    /// <summary>Joins the conversation, subscribes to the service conversation, or enters the chat room.</summary>
    /// <remarks>
    /// A login can be in one chat room at a time; entering another one leaves the first. After a disconnection of less than 30 minutes the client re-enters its
    /// room automatically.
    /// </remarks>
    /// <exception cref="ServerRejectedException">The server refused, for example with 4304: the conversation is full.</exception>
    /// <exception cref="LeanRxException">No answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task JoinAsync(CancellationToken cancellationToken = default) => ChangeSelfAsync(ConversationOperations.Add, SignatureAction.Add, cancellationToken);

    // S58, S140
    /// <summary>Leaves the conversation or the chat room, or unsubscribes from the service conversation.</summary>
    /// <remarks>
    /// Messages that a service conversation sent to this client alone remain in its history. The owner of a conversation with roles cannot leave.
    /// </remarks>
    /// <exception cref="ServerRejectedException">The server refused, for example with 4324: the owner cannot leave.</exception>
    /// <exception cref="LeanRxException">No answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task LeaveAsync(CancellationToken cancellationToken = default) =>
        ChangeSelfAsync(ConversationOperations.Remove, SignatureAction.Remove, cancellationToken);

    // S57, S135
    /// <summary>Adds a member.</summary>
    /// <inheritdoc cref="AddMembersAsync" path="/exception"/>
    public Task<MembershipResult> AddMemberAsync(string clientId, CancellationToken cancellationToken = default) =>
        AddMembersAsync([Guard.ClientId(clientId, nameof(clientId))], cancellationToken);

    // S136
    /// <summary>Adds 1 to 500 members.</summary>
    /// <remarks>It may succeed for some and fail for others; see the result.</remarks>
    /// <exception cref="ArgumentException">No ids, more than 500, or an id is not 1 to 64 characters long.</exception>
    /// <exception cref="ServerRejectedException">The server refused the whole operation.</exception>
    /// <exception cref="LeanRxException">No answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task<MembershipResult> AddMembersAsync(IEnumerable<string> clientIds, CancellationToken cancellationToken = default) =>
        ChangeMembersAsync(ConversationOperations.Add, SignatureAction.Add, SomeMembers(clientIds), cancellationToken);

    // S59, S137
    /// <summary>Removes a member.</summary>
    /// <inheritdoc cref="RemoveMembersAsync" path="/remarks"/>
    /// <inheritdoc cref="AddMembersAsync" path="/exception"/>
    public Task<MembershipResult> RemoveMemberAsync(string clientId, CancellationToken cancellationToken = default) =>
        RemoveMembersAsync([Guard.ClientId(clientId, nameof(clientId))], cancellationToken);

    // S138
    /// <summary>Removes 1 to 500 members.</summary>
    /// <remarks>
    /// It may succeed for some and fail for others; see the result. Every member may remove others until a role is assigned in the conversation. From then on
    /// only the owner and managers may (4320), and nobody can remove the owner (4324) or a member with a higher role.
    /// </remarks>
    /// <inheritdoc cref="AddMembersAsync" path="/exception"/>
    public Task<MembershipResult> RemoveMembersAsync(IEnumerable<string> clientIds, CancellationToken cancellationToken = default) =>
        ChangeMembersAsync(ConversationOperations.Remove, SignatureAction.Remove, SomeMembers(clientIds), cancellationToken);

    // protocol.md §4.9
    /// <summary>Asks the server whether this client is a member; in a chat room, whether it is in the room.</summary>
    /// <remarks>To ask about many conversations at once, use <see cref="LeanClient.CheckMembershipsAsync"/>.</remarks>
    /// <exception cref="LeanRxException">The server refused, no answer in time, no connection in time, outbox full, or client closed.</exception>
    public async Task<bool> IsMemberAsync(CancellationToken cancellationToken = default) =>
        (await _core.Commands.MembershipsAsync([Id], cancellationToken).ConfigureAwait(false)).Count > 0;

    // protocol.md §4.9; S141
    /// <summary>Returns the current members from the server.</summary>
    /// <remarks>Of a chat room, some of the clients in it; of a service conversation, this client if it has subscribed.</remarks>
    /// <exception cref="ServerRejectedException">4303: the conversation does not exist.</exception>
    /// <exception cref="LeanRxException">No answer in time, no connection in time, outbox full, or client closed.</exception>
    public async Task<IReadOnlyList<string>> GetMembersAsync(CancellationToken cancellationToken = default)
    {
        if (IsTransient)
        {
            var command = new ConversationFrame { Operation = ConversationOperations.Members, ConversationId = Id, Limit = MaxListedRoomClients };
            return (await _core.Commands.ExecuteAsync(command, repeatable: true, cancellationToken).ConfigureAwait(false)).Members ?? [];
        }
        if (await _core.Commands.FindAsync(Id, cancellationToken).ConfigureAwait(false) is null)
            throw new ServerRejectedException(ErrorCodes.ConversationNotFound, null);
        return IsTransient ? await GetMembersAsync(cancellationToken).ConfigureAwait(false) : Members;
    }

    // S60, S155, S83
    /// <summary>Returns the current number of members from the server.</summary>
    /// <remarks>Of a chat room, the number of clients in it; of a service conversation, the number of subscribers.</remarks>
    /// <exception cref="LeanRxException">The server refused, no answer in time, no connection in time, outbox full, or client closed.</exception>
    public async Task<int> CountMembersAsync(CancellationToken cancellationToken = default)
    {
        var command = new ConversationFrame { Operation = ConversationOperations.Count, ConversationId = Id };
        var answer = await _core.Commands.ExecuteAsync(command, repeatable: true, cancellationToken).ConfigureAwait(false);
        return answer.Count ?? throw new InvalidResponseException("The server answered conv/count without a number.");
    }

    static List<string> SomeMembers(IEnumerable<string> clientIds)
    {
        var ids = Guard.ClientIds(clientIds, nameof(clientIds));
        return ids.Count is > 0 and <= ConversationCommands.MaxMembers
            ? ids
            : throw new ArgumentException($"clientIds must hold 1 to {ConversationCommands.MaxMembers} ids; it holds {ids.Count}.", nameof(clientIds));
    }

    async Task ChangeSelfAsync(string operation, SignatureAction action, CancellationToken cancellationToken)
    {
        if (IsTransient && operation == ConversationOperations.Add)
            _core.Room.Enter(Id);
        else
            _core.Room.Leave(Id);
        try
        {
            var result = await ChangeMembersAsync(operation, action, [_core.ClientId], cancellationToken).ConfigureAwait(false);
            if (result.Failed.FirstOrDefault(failure => failure.Members.Contains(_core.ClientId)) is { } failure)
                throw new ServerRejectedException(failure.Code, failure.Reason);
        }
        catch
        {
            // A join that failed is not made up for after a reconnect.
            _core.Room.Leave(Id);
            throw;
        }
    }

    async Task<MembershipResult> ChangeMembersAsync(string operation, SignatureAction action, List<string> members, CancellationToken cancellationToken)
    {
        var command = new ConversationFrame
        {
            Operation = operation,
            ConversationId = Id,
            Members = members,
            Signature = await _core.Session.SignAsync(action, Id, members, cancellationToken).ConfigureAwait(false),
        };
        var result = new MembershipResult { Allowed = [], Failed = [] };
        await _core.Commands.ChangeAsync(
            command,
            answer =>
            {
                result = ResultOf(members, answer.AllowedClientIds, answer.FailedClientIds);
                if (operation == ConversationOperations.Add)
                    Core.Join(result.Allowed, ConversationReader.Time(answer.UpdatedAt), isNews: false);
                else
                    Core.Leave(result.Allowed, ConversationReader.Time(answer.UpdatedAt));
            },
            cancellationToken).ConfigureAwait(false);
        return result;
    }

    static MembershipResult ResultOf(List<string> asked, IReadOnlyList<string>? allowed, IReadOnlyList<OperationError>? errors)
    {
        var failed = (errors ?? []).Select(static error => new MembershipFailure
        {
            Members = error.ClientIds,
            Code = error.Code,
            Reason = error.Reason ?? ErrorCodes.NameOf(error.Code),
        })
            .ToList();
        // Servers of old name nobody: then all of them were taken but those who were not.
        return new MembershipResult
        {
            Allowed = allowed ?? [.. asked.Where(member => !failed.Any(failure => failure.Members.Contains(member)))],
            Failed = failed,
        };
    }
}
