using LeanRx.Common.Internal;
using LeanRx.Protocol;

namespace LeanRx;

public sealed partial class Conversation
{
    const int MaxModerationPage = 100;

    // protocol.md §4.9, §4.14
    /// <summary>Changes of roles, silence and blocks here. Ends when the client is disposed.</summary>
    public IObservable<ModerationChange> ModerationChanges => Core.ModerationChanges;

    // protocol.md §4.9
    /// <summary>Makes a member a manager, or a plain member again. For the owner and managers.</summary>
    /// <exception cref="ArgumentException"><paramref name="role"/> is <see cref="MemberRole.Owner"/>, which does not change hands, or the id has not 1 to 64
    /// characters.</exception>
    /// <exception cref="ServerRejectedException">4320: this client's role is too low. 4317: one of the two is no member. 4322: too many managers. 4324: that is
    /// the owner. 4325: the server knows no roles.</exception>
    /// <exception cref="LeanRxException">No answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task UpdateMemberRoleAsync(string clientId, MemberRole role, CancellationToken cancellationToken = default)
    {
        Guard.ClientId(clientId, nameof(clientId));
        var name = role switch
        {
            MemberRole.Member => MemberRoles.Member,
            MemberRole.Manager => MemberRoles.Manager,
            _ => throw new ArgumentException($"role must be Member or Manager; {role} cannot be given.", nameof(role)),
        };
        var command = new ConversationFrame
        {
            Operation = ConversationOperations.MemberInfoUpdate,
            ConversationId = Id,
            TargetClientId = clientId,
            MemberInfo = new MemberInfo(clientId, name, null)
        };
        return _core.Commands.ExecuteAsync(command, repeatable: true, cancellationToken);
    }

    // protocol.md §4.9
    /// <summary>
    /// Takes members the right to send, until <see cref="UnsilenceMembersAsync"/>; they go on receiving. For the owner and managers. The server may take some
    /// and refuse others: the result says which.
    /// </summary>
    /// <exception cref="ArgumentException">No ids, more than 500, or one that has not 1 to 64 characters.</exception>
    /// <exception cref="ServerRejectedException">The server refused all of it, for example with 4320: this client's role is too low.</exception>
    /// <exception cref="LeanRxException">No answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task<MembershipResult> SilenceMembersAsync(IEnumerable<string> clientIds, CancellationToken cancellationToken = default) =>
        SilenceAsync(ConversationOperations.AddSilence, SomeMembers(clientIds), cancellationToken);

    // protocol.md §4.9
    /// <summary>Gives members the right to send back. For the owner and managers.</summary>
    /// <inheritdoc cref="SilenceMembersAsync" path="/exception"/>
    public Task<MembershipResult> UnsilenceMembersAsync(IEnumerable<string> clientIds, CancellationToken cancellationToken = default) =>
        SilenceAsync(ConversationOperations.RemoveSilence, SomeMembers(clientIds), cancellationToken);

    // protocol.md §4.9
    /// <summary>A page of those who may not send.</summary>
    /// <param name="limit">At most so many, 1 to 100. Default 100.</param>
    /// <param name="next"><see cref="MemberPage.Next"/> of the page before. Default null: the first page.</param>
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

    // protocol.md §4.14
    /// <summary>
    /// Blocks clients: members among them are removed, and nobody of them can come in again. For the owner and managers. The server may take some and refuse
    /// others: the result says which.
    /// </summary>
    /// <inheritdoc cref="SilenceMembersAsync" path="/exception"/>
    public Task<MembershipResult> BlockMembersAsync(IEnumerable<string> clientIds, CancellationToken cancellationToken = default) =>
        ChangeBlocksAsync(BlacklistOperations.Block, SignatureAction.Block, SomeMembers(clientIds), cancellationToken);

    // protocol.md §4.14
    /// <summary>Lets blocked clients come in again; they are not members by that. For the owner and managers.</summary>
    /// <inheritdoc cref="SilenceMembersAsync" path="/exception"/>
    public Task<MembershipResult> UnblockMembersAsync(IEnumerable<string> clientIds, CancellationToken cancellationToken = default) =>
        ChangeBlocksAsync(BlacklistOperations.Unblock, SignatureAction.Unblock, SomeMembers(clientIds), cancellationToken);

    // protocol.md §4.14
    /// <summary>A page of those who are blocked here.</summary>
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

    // protocol.md §4.9
    /// <summary>
    /// How far the other members have come: up to when what was sent here has reached one of them, and has been read by one of them (<c>max-read</c>).
    /// </summary>
    /// <exception cref="LeanRxException">The server refused, no answer in time, no connection in time, outbox full, or client closed.</exception>
    public async Task<ReadProgress> GetReadProgressAsync(CancellationToken cancellationToken = default)
    {
        var answer = await _core.Commands.ExecuteAsync(new ConversationFrame { Operation = ConversationOperations.MaxRead, ConversationId = Id },
            repeatable: true, cancellationToken).ConfigureAwait(false);
        return new ReadProgress
        {
            DeliveredTo = UnixTime.ToTimeOrNull(answer.MaxAckTimestamp ?? 0),
            ReadTo = UnixTime.ToTimeOrNull(answer.MaxReadTimestamp ?? 0),
        };
    }

    static MemberPage PageOf(IReadOnlyList<string>? members, string? next) =>
        new() { Members = members ?? [], Next = string.IsNullOrEmpty(next) ? null : next };

    async Task<MembershipResult> SilenceAsync(string operation, List<string> members, CancellationToken cancellationToken)
    {
        var answer = await _core.Commands.ExecuteAsync(new ConversationFrame { Operation = operation, ConversationId = Id, Members = members },
            repeatable: true, cancellationToken).ConfigureAwait(false);
        return ResultOf(members, answer.AllowedClientIds, answer.FailedClientIds);
    }

    async Task<MembershipResult> ChangeBlocksAsync(string operation, SignatureAction action, List<string> members, CancellationToken cancellationToken)
    {
        var signature = await _core.Session.SignAsync(action, Id, members, cancellationToken).ConfigureAwait(false);
        var answer = await AskAsync(new BlacklistFrame { Operation = operation, SourceConversationId = Id, TargetClientIds = members, Signature = signature },
            cancellationToken).ConfigureAwait(false);
        return ResultOf(members, answer.AllowedClientIds, answer.FailedClientIds);
    }

    async Task<BlacklistFrame> AskAsync(BlacklistFrame command, CancellationToken cancellationToken) =>
        await _core.Session.ExecuteAsync(command, repeatable: true, cancellationToken).ConfigureAwait(false) as BlacklistFrame
            ?? throw new InvalidResponseException($"The server answered blacklist/{command.Operation} with another command.");
}
