using LeanRx.Client.Internal;
using LeanRx.Common.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Protocol;

namespace LeanRx;

public sealed partial class Conversation
{
    const int MaxListedRoomClients = 1000;

    // S54, S139, S89
    /// <summary>
    /// Joins the conversation, subscribes to the service conversation, or enters the chat room. A login is in one room at a time: entering another leaves the
    /// first. After a drop of less than 30 minutes the client is back in its room by itself.
    /// </summary>
    /// <exception cref="ServerRejectedException">The server refused, for example with 4304: the conversation is full.</exception>
    /// <exception cref="LeanRxException">No answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task JoinAsync(CancellationToken cancellationToken = default) => ChangeSelfAsync(ConversationOperations.Add, SignatureAction.Add, cancellationToken);

    // S58, S140
    /// <summary>
    /// Leaves the conversation or the chat room, or ends the subscription of a service conversation; what it said to this client alone stays in its history.
    /// </summary>
    /// <remarks>Once a role was given in a conversation its owner stays.</remarks>
    /// <exception cref="ServerRejectedException">The server refused, for example with 4324: the conversation keeps its owner.</exception>
    /// <exception cref="LeanRxException">No answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task LeaveAsync(CancellationToken cancellationToken = default) =>
        ChangeSelfAsync(ConversationOperations.Remove, SignatureAction.Remove, cancellationToken);

    // S57, S135
    /// <summary>Adds one member.</summary>
    /// <inheritdoc cref="AddMembersAsync(IEnumerable{string}, CancellationToken)" path="/exception"/>
    public Task<MembershipResult> AddMemberAsync(string clientId, CancellationToken cancellationToken = default) =>
        AddMembersAsync([Guard.ClientId(clientId, nameof(clientId))], cancellationToken);

    // S136
    /// <summary>Adds members, 1 to 500. The server may take some and refuse others: the result says which.</summary>
    /// <exception cref="ArgumentException">No ids, more than 500, or one that has not 1 to 64 characters.</exception>
    /// <exception cref="ServerRejectedException">The server refused all of it.</exception>
    /// <exception cref="LeanRxException">No answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task<MembershipResult> AddMembersAsync(IEnumerable<string> clientIds, CancellationToken cancellationToken = default) =>
        ChangeMembersAsync(ConversationOperations.Add, SignatureAction.Add, SomeMembers(clientIds), cancellationToken);

    // S59, S137
    /// <summary>Removes one member.</summary>
    /// <inheritdoc cref="AddMembersAsync(IEnumerable{string}, CancellationToken)" path="/exception"/>
    public Task<MembershipResult> RemoveMemberAsync(string clientId, CancellationToken cancellationToken = default) =>
        RemoveMembersAsync([Guard.ClientId(clientId, nameof(clientId))], cancellationToken);

    // S138
    /// <summary>Removes members, 1 to 500. The server may remove some and refuse others: the result says which.</summary>
    /// <remarks>
    /// Every member may, until a role is given in the conversation for the first time. From then on the owner and managers alone may (4320), and nobody removes
    /// the owner (4324) or a higher role.
    /// </remarks>
    /// <inheritdoc cref="AddMembersAsync(IEnumerable{string}, CancellationToken)" path="/exception"/>
    public Task<MembershipResult> RemoveMembersAsync(IEnumerable<string> clientIds, CancellationToken cancellationToken = default) =>
        ChangeMembersAsync(ConversationOperations.Remove, SignatureAction.Remove, SomeMembers(clientIds), cancellationToken);

    // protocol.md §4.9; S141
    /// <summary>
    /// The members, as the server has them now. Of a chat room, some of those who are in it; of a service conversation, oneself when one has subscribed.
    /// </summary>
    /// <exception cref="ServerRejectedException">4303: there is no such conversation.</exception>
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
    /// <summary>
    /// How many members there are now, by the server; of a chat room, how many clients are in it; of a service conversation, its subscribers.
    /// </summary>
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
