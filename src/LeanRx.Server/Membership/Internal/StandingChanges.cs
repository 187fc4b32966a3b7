using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Membership.Internal;

// protocol.md §4.9, §4.14
/// <summary>Changes roles, silence and blocks, and tells those concerned. Who may is decided before. Used inside the gate.</summary>
internal sealed class StandingChanges(EngineServices services)
{
    /// <summary>Most managers; more than a conversation has members.</summary>
    const int MaxManagers = 500;

    readonly MembershipChanges _members = new(services);

    /// <summary>Gives a role; null when the conversation has too many managers.</summary>
    public static async ValueTask<MemberInfo?> SetRoleAsync(Conversation conversation, string clientId, string role)
    {
        var standing = conversation.Standings.Of(clientId);
        if (role == MemberRoles.Manager && standing.Role != role && conversation.Standings.All.Count(it => it.Role == role) >= MaxManagers)
            return null;
        await conversation.Standings.SaveAsync([standing with { Role = role == MemberRoles.Member ? standing.Role is null ? null : role : role }])
            .ConfigureAwait(false);
        return new MemberInfo(clientId, role, ConversationStandings.InfoIdOf(conversation.Id, clientId));
    }

    /// <summary>Silences clients until a time, or longer where they are already; null lets them speak.</summary>
    public static ValueTask SilenceAsync(Conversation conversation, IReadOnlyList<string> clientIds, long? until) =>
        conversation.Standings.SaveAsync([.. clientIds.Select(conversation.Standings.Of)
            .Select(standing => standing with { SilencedUntil = until is { } end ? Math.Max(end, standing.SilencedUntil ?? end) : null })]);

    /// <summary>Blocks clients and puts them out, or lets them come again. Answers with those who were members.</summary>
    public async ValueTask<IReadOnlyList<string>> BlockAsync(Conversation conversation, IReadOnlyList<string> clientIds, bool isBlocked)
    {
        await conversation.Standings.SaveAsync([.. clientIds.Select(clientId => conversation.Standings.Of(clientId) with { IsBlocked = isBlocked })])
            .ConfigureAwait(false);
        return isBlocked ? await PutOutAsync(conversation, clientIds).ConfigureAwait(false) : [];
    }

    async ValueTask<IReadOnlyList<string>> PutOutAsync(Conversation conversation, IReadOnlyList<string> clientIds)
    {
        if (conversation.Record!.IsTransient)
        {
            foreach (var session in conversation.Occupants.Seats.Where(session => clientIds.Contains(session.ClientId, StringComparer.Ordinal)))
                session.LeaveRoom(conversation.Occupants);
            return [];
        }
        var leavers = clientIds.Where(conversation.IsMember).ToList();
        await _members.RemoveAsync(conversation, leavers).ConfigureAwait(false);
        return leavers;
    }
}
