using System.Security.Cryptography;
using System.Text;
using LeanRx.Protocol;
using LeanRx.Server.Access.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Conversations.Internal;

/// <summary>Roles, silence and blocks of one conversation. Guarded by the conversation's gate, and loaded with it.</summary>
internal sealed class ConversationStandings(Conversation conversation)
{
    const int InfoIdLength = 24;

    readonly SortedList<string, MemberStanding> _byClient = new(0, StringComparer.Ordinal);
    int _roles;

    /// <summary>All standings, by client id.</summary>
    public IEnumerable<MemberStanding> All => _byClient.Values;

    /// <summary>Owners and managers that were made such, by client id; the creator is an owner without that.</summary>
    public IEnumerable<MemberStanding> WithRole => All.Where(standing => standing.Role is MemberRoles.Owner or MemberRoles.Manager);

    /// <summary>How much roles count here.</summary>
    public RoleRegime Regime => conversation.App.Options.EnforceRoles ? RoleRegime.Enforced : _roles > 0 ? RoleRegime.Given : RoleRegime.None;

    /// <summary>Clients that may not send now.</summary>
    public IEnumerable<string> Silenced => All.Where(IsSilenced).Select(standing => standing.ClientId);

    /// <summary>Clients that the conversation blocks.</summary>
    public IEnumerable<string> Blocked => All.Where(standing => standing.IsBlocked).Select(standing => standing.ClientId);

    /// <summary>The id of the row that holds a member's role.</summary>
    public static string InfoIdOf(string conversationId, string clientId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{conversationId}:{clientId}")))[..InfoIdLength];

    public async ValueTask LoadAsync()
    {
        var store = conversation.Store.Moderation;
        foreach (var standing in await store.FindByConversationAsync(conversation.App.Id, conversation.Id).ConfigureAwait(false))
            Keep(standing);
    }

    public MemberStanding Of(string clientId) => _byClient.GetValueOrDefault(clientId)
        ?? new MemberStanding { ApplicationId = conversation.App.Id, ConversationId = conversation.Id, ClientId = clientId };

    /// <summary>The role: the creator's is owner, whatever is stored.</summary>
    public string RoleOf(string clientId) =>
        clientId == conversation.Record!.CreatorId ? MemberRoles.Owner : _byClient.GetValueOrDefault(clientId)?.Role ?? MemberRoles.Member;

    /// <summary>How high the role of a client is, which need not be in the conversation.</summary>
    public Rank RankOf(string clientId) => RoleOf(clientId) switch { MemberRoles.Owner => Rank.Owner, MemberRoles.Manager => Rank.Manager, _ => Rank.Member };

    public bool IsSilenced(string clientId) => _byClient.TryGetValue(clientId, out var standing) && IsSilenced(standing);

    public bool IsBlocked(string clientId) => _byClient.TryGetValue(clientId, out var standing) && standing.IsBlocked;

    /// <summary>Stores standings, then they hold.</summary>
    public async ValueTask SaveAsync(IReadOnlyList<MemberStanding> changed)
    {
        if (changed.Count == 0)
            return;
        await conversation.Store.Moderation.SaveAsync(changed).ConfigureAwait(false);
        foreach (var standing in changed)
            Keep(standing);
    }

    /// <summary>Those who leave lose their role; silence and blocks stay, and that there was a role.</summary>
    public ValueTask ForgetRolesAsync(IEnumerable<string> clientIds) =>
        SaveAsync([.. clientIds.Select(Of).Where(standing => standing.Role is not null).Select(standing => standing with { Role = MemberRoles.Member })]);

    void Keep(MemberStanding standing)
    {
        if (_byClient.Remove(standing.ClientId, out var before) && before.Role is not null)
            _roles--;
        if (standing.IsOrdinary)
            return;
        _byClient[standing.ClientId] = standing;
        if (standing.Role is not null)
            _roles++;
    }

    bool IsSilenced(MemberStanding standing) => standing.SilencedUntil > conversation.App.Services.Clock.Now;
}
