using LeanRx.Moderation.Internal;
using LeanRx.Protocol;

namespace LeanRx;

public sealed partial class Conversation
{
    // protocol.md §4.14
    /// <summary>
    /// Puts the conversation on this client's own block list: others cannot add it to it any more. A member stays one. See
    /// <see cref="LeanClient.GetBlockedConversationsAsync"/>.
    /// </summary>
    /// <exception cref="ServerRejectedException">The server refused, for example with 4303: there is no such conversation.</exception>
    /// <exception cref="LeanRxException">No answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task BlockAsync(CancellationToken cancellationToken = default) =>
        BlockSelfAsync(BlacklistOperations.Block, SignatureAction.BlockConversation, cancellationToken);

    // protocol.md §4.14
    /// <summary>Takes the conversation off this client's own block list.</summary>
    /// <inheritdoc cref="BlockAsync" path="/exception"/>
    public Task UnblockAsync(CancellationToken cancellationToken = default) =>
        BlockSelfAsync(BlacklistOperations.Unblock, SignatureAction.UnblockConversation, cancellationToken);

    // protocol.md §4.9
    /// <summary>
    /// Whether this client is a member, by the server; of a chat room, whether it is in it. Of many conversations at once:
    /// <see cref="LeanClient.CheckMembershipsAsync"/>.
    /// </summary>
    /// <exception cref="LeanRxException">The server refused, no answer in time, no connection in time, outbox full, or client closed.</exception>
    public async Task<bool> IsMemberAsync(CancellationToken cancellationToken = default) =>
        (await _core.Commands.MembershipsAsync([Id], cancellationToken).ConfigureAwait(false)).Count > 0;

    /// <summary>The roles of owner and managers; whoever is not among them is a plain member.</summary>
    /// <remarks>
    /// Read over HTTP from <see cref="LeanClientOptions.ApiServer"/>, page by page until the end. The server has no row for the creator, who is the owner;
    /// where the creator is not known yet, the conversation is asked for.
    /// </remarks>
    /// <exception cref="ServerRejectedException">The server refused: this client has no part in the conversation, or the application key is wrong.</exception>
    /// <exception cref="LeanRxException">No answer in time, no connection, or client closed.</exception>
    public async Task<IReadOnlyDictionary<string, MemberRole>> GetMemberRolesAsync(CancellationToken cancellationToken = default)
    {
        var roles = await new RoleQuery(_core.Session).AllAsync(Id, cancellationToken).ConfigureAwait(false);
        if (CreatorId is null)
            await _core.Commands.FindAsync(Id, cancellationToken).ConfigureAwait(false);
        if (CreatorId is { Length: > 0 } owner)
            roles[owner] = MemberRole.Owner;
        return roles;
    }

    // protocol.md §4.9
    /// <summary>Those of the clients who may not send here.</summary>
    /// <exception cref="ArgumentException">No ids, more than 500, or one that has not 1 to 64 characters.</exception>
    /// <exception cref="LeanRxException">The server refused, no answer in time, no connection in time, outbox full, or client closed.</exception>
    public async Task<IReadOnlyList<string>> CheckSilencedAsync(IEnumerable<string> clientIds, CancellationToken cancellationToken = default)
    {
        var command = new ConversationFrame { Operation = ConversationOperations.CheckSilence, ConversationId = Id, Members = SomeMembers(clientIds) };
        return (await _core.Commands.ExecuteAsync(command, repeatable: true, cancellationToken).ConfigureAwait(false)).Members ?? [];
    }

    // protocol.md §4.14
    /// <summary>Those of the clients who are blocked here.</summary>
    /// <inheritdoc cref="CheckSilencedAsync" path="/exception"/>
    public async Task<IReadOnlyList<string>> CheckBlockedAsync(IEnumerable<string> clientIds, CancellationToken cancellationToken = default)
    {
        var command = new BlacklistFrame { Operation = BlacklistOperations.CheckBlock, SourceConversationId = Id, TargetClientIds = SomeMembers(clientIds) };
        return (await AskAsync(command, cancellationToken).ConfigureAwait(false)).BlockedClientIds ?? [];
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
}
