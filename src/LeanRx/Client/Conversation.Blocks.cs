using LeanRx.Common.Internal;
using LeanRx.Protocol;

namespace LeanRx;

public sealed partial class Conversation
{
    // protocol.md §4.14
    /// <summary>Blocks clients: they are removed and cannot join again.</summary>
    /// <remarks>Requires the role of owner or manager. It may succeed for some and fail for others; see the result.</remarks>
    /// <inheritdoc cref="SilenceMembersAsync" path="/exception"/>
    public Task<MembershipResult> BlockMembersAsync(IEnumerable<string> clientIds, CancellationToken cancellationToken = default) =>
        ChangeBlocksAsync(BlacklistOperations.Block, SignatureAction.Block, SomeMembers(clientIds), cancellationToken);

    // protocol.md §4.14
    /// <summary>Allows blocked clients to join again; it does not make them members.</summary>
    /// <remarks>Requires the role of owner or manager.</remarks>
    /// <inheritdoc cref="SilenceMembersAsync" path="/exception"/>
    public Task<MembershipResult> UnblockMembersAsync(IEnumerable<string> clientIds, CancellationToken cancellationToken = default) =>
        ChangeBlocksAsync(BlacklistOperations.Unblock, SignatureAction.Unblock, SomeMembers(clientIds), cancellationToken);

    // protocol.md §4.14
    /// <summary>Returns a page of the blocked clients.</summary>
    /// <inheritdoc cref="GetSilencedMembersAsync" path="/param"/>
    /// <inheritdoc cref="GetSilencedMembersAsync" path="/exception"/>
    public async Task<MemberPage> GetBlockedMembersAsync(int limit = MaxModerationPage, string? next = null, CancellationToken cancellationToken = default)
    {
        Guard.InRange(limit, 1, MaxModerationPage, nameof(limit));
        var answer = await AskAsync(new BlacklistFrame
        {
            Operation = BlacklistOperations.Query,
            SourceConversationId = Id,
            Limit = limit,
            Next = Guard.Cursor(next, nameof(next))
        }, cancellationToken).ConfigureAwait(false);
        return PageOf(answer.BlockedClientIds, answer.Next);
    }

    // protocol.md §4.14
    /// <summary>Returns those of the given clients that are blocked here.</summary>
    /// <inheritdoc cref="CheckSilencedAsync" path="/exception"/>
    public async Task<IReadOnlyList<string>> CheckBlockedAsync(IEnumerable<string> clientIds, CancellationToken cancellationToken = default)
    {
        var command = new BlacklistFrame { Operation = BlacklistOperations.CheckBlock, SourceConversationId = Id, TargetClientIds = SomeMembers(clientIds) };
        return (await AskAsync(command, cancellationToken).ConfigureAwait(false)).BlockedClientIds ?? [];
    }

    // protocol.md §4.14
    /// <summary>Blocks the conversation for this client: others can no longer add this client to it.</summary>
    /// <remarks>A current member remains a member. See <see cref="LeanClient.GetBlockedConversationsAsync"/>.</remarks>
    /// <exception cref="ServerRejectedException">The server refused, for example with 4303: the conversation does not exist.</exception>
    /// <exception cref="LeanRxException">No answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task BlockAsync(CancellationToken cancellationToken = default) =>
        BlockSelfAsync(BlacklistOperations.Block, SignatureAction.BlockConversation, cancellationToken);

    // protocol.md §4.14
    /// <summary>Unblocks the conversation for this client.</summary>
    /// <inheritdoc cref="BlockAsync" path="/exception"/>
    public Task UnblockAsync(CancellationToken cancellationToken = default) =>
        BlockSelfAsync(BlacklistOperations.Unblock, SignatureAction.UnblockConversation, cancellationToken);

    async Task<MembershipResult> ChangeBlocksAsync(string operation, SignatureAction action, List<string> members, CancellationToken cancellationToken)
    {
        var signature = await _core.Session.SignAsync(action, Id, members, cancellationToken).ConfigureAwait(false);
        var answer = await AskAsync(new BlacklistFrame { Operation = operation, SourceConversationId = Id, TargetClientIds = members, Signature = signature },
            cancellationToken).ConfigureAwait(false);
        return ResultOf(members, answer.AllowedClientIds, answer.FailedClientIds);
    }

    async Task BlockSelfAsync(string operation, SignatureAction action, CancellationToken cancellationToken)
    {
        var command = new BlacklistFrame
        {
            Operation = operation,
            SourceClientId = _core.ClientId,
            TargetConversationIds = [Id],
            Signature = await _core.Session.SignAsync(action, Id, [], cancellationToken).ConfigureAwait(false),
        };
        var answer = await AskAsync(command, cancellationToken).ConfigureAwait(false);
        if (answer.FailedClientIds is { Count: > 0 } failures)
            throw new ServerRejectedException(failures[0].Code, failures[0].Reason);
    }

    async Task<BlacklistFrame> AskAsync(BlacklistFrame command, CancellationToken cancellationToken) =>
        await _core.Session.ExecuteAsync(command, repeatable: true, cancellationToken).ConfigureAwait(false) as BlacklistFrame
            ?? throw new InvalidResponseException($"The server answered blacklist/{command.Operation} with another command.");
}
