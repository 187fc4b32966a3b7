using LeanRx.Common.Internal;
using LeanRx.Protocol;

namespace LeanRx;

public sealed partial class Conversation
{
    // protocol.md §4.9
    /// <summary>Revokes the members' right to send messages, until <see cref="UnsilenceMembersAsync"/>.</summary>
    /// <remarks>Requires the role of owner or manager. They still receive messages. It may succeed for some and fail for others; see the result.</remarks>
    /// <exception cref="ArgumentException">No ids, more than 500, or an id is not 1 to 64 characters long.</exception>
    /// <exception cref="ServerRejectedException">The server refused the whole operation, for example with 4320: this client's role is too low.</exception>
    /// <exception cref="LeanRxException">No answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task<MembershipResult> SilenceMembersAsync(IEnumerable<string> clientIds, CancellationToken cancellationToken = default) =>
        SilenceAsync(ConversationOperations.AddSilence, SomeMembers(clientIds), cancellationToken);

    // protocol.md §4.9
    /// <summary>Restores the members' right to send messages.</summary>
    /// <remarks>Requires the role of owner or manager.</remarks>
    /// <inheritdoc cref="SilenceMembersAsync" path="/exception"/>
    public Task<MembershipResult> UnsilenceMembersAsync(IEnumerable<string> clientIds, CancellationToken cancellationToken = default) =>
        SilenceAsync(ConversationOperations.RemoveSilence, SomeMembers(clientIds), cancellationToken);

    // protocol.md §4.9
    /// <summary>Returns a page of the silenced members.</summary>
    /// <param name="limit">The page size, 1 to 100. Default: 100.</param>
    /// <param name="next"><see cref="MemberPage.Next"/> of the previous page. Default: null, the first page.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not 1 to 100.</exception>
    /// <exception cref="LeanRxException">The server refused, no answer in time, no connection in time, outbox full, or client closed.</exception>
    public async Task<MemberPage> GetSilencedMembersAsync(int limit = MaxModerationPage, string? next = null, CancellationToken cancellationToken = default)
    {
        Guard.InRange(limit, 1, MaxModerationPage, nameof(limit));
        var command = new ConversationFrame
        {
            Operation = ConversationOperations.QuerySilence,
            ConversationId = Id,
            Limit = limit,
            Next = Guard.Cursor(next, nameof(next))
        };
        var answer = await _core.Commands.ExecuteAsync(command, repeatable: true, cancellationToken).ConfigureAwait(false);
        return PageOf(answer.Members, answer.Next);
    }

    // protocol.md §4.9
    /// <summary>Returns those of the given clients that are silenced here.</summary>
    /// <exception cref="ArgumentException">No ids, more than 500, or an id is not 1 to 64 characters long.</exception>
    /// <exception cref="LeanRxException">The server refused, no answer in time, no connection in time, outbox full, or client closed.</exception>
    public async Task<IReadOnlyList<string>> CheckSilencedAsync(IEnumerable<string> clientIds, CancellationToken cancellationToken = default)
    {
        var command = new ConversationFrame { Operation = ConversationOperations.CheckSilence, ConversationId = Id, Members = SomeMembers(clientIds) };
        return (await _core.Commands.ExecuteAsync(command, repeatable: true, cancellationToken).ConfigureAwait(false)).Members ?? [];
    }

    async Task<MembershipResult> SilenceAsync(string operation, List<string> members, CancellationToken cancellationToken)
    {
        var answer = await _core.Commands.ExecuteAsync(new ConversationFrame { Operation = operation, ConversationId = Id, Members = members },
            repeatable: true, cancellationToken).ConfigureAwait(false);
        return ResultOf(members, answer.AllowedClientIds, answer.FailedClientIds);
    }
}
