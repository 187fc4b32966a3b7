using LeanRx.Common.Internal;
using LeanRx.Moderation.Internal;
using LeanRx.Protocol;

namespace LeanRx;

public sealed partial class Conversation
{
    // protocol.md §4.9
    /// <summary>Promotes a member to manager, or demotes a manager to member.</summary>
    /// <remarks>Requires the role of owner or manager.</remarks>
    /// <exception cref="ArgumentException"><paramref name="role"/> is <see cref="MemberRole.Owner"/>, which cannot be assigned, or the id is not 1 to 64
    /// characters long.</exception>
    /// <exception cref="ServerRejectedException">4320: this client's role is too low. 4317: one of the two is not a member. 4322: too many managers. 4324: the
    /// client is the owner. 4325: the server does not support roles.</exception>
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

    /// <summary>Returns the roles of the owner and the managers.</summary>
    /// <remarks>
    /// Clients without an entry are ordinary members. Read over HTTP from <see cref="LeanClientOptions.ApiServer"/>, all pages. The server stores no role for
    /// the creator, who is the owner; if the creator is not known yet, the conversation is fetched as well.
    /// </remarks>
    /// <exception cref="ServerRejectedException">The server refused: this client has no access to the conversation, or the application key is
    /// wrong.</exception>
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
}
