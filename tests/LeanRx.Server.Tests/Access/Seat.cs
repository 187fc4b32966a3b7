using LeanRx.Protocol;
using LeanRx.Server.Access.Internal;

namespace LeanRx.Server.Tests;

/// <summary>What somebody is in a conversation of some kind: a column of the table.</summary>
sealed record Seat(string Name, Party Party)
{
    public static IReadOnlyList<Seat> All { get; } =
    [
        .. Normal(RoleRegime.None, ["owner", "member", "removed", "stranger", "silenced", "blocked"]),
        .. Normal(RoleRegime.Given, ["owner", "manager", "member", "removed", "stranger", "silenced", "silenced manager", "blocked"]),
        .. Normal(RoleRegime.Enforced, ["owner", "manager", "member", "removed", "stranger", "silenced", "silenced manager", "blocked"]),
        .. Of(ConversationKind.Temporary, RoleRegime.None, ["owner", "member", "stranger"]),
        .. Of(ConversationKind.ChatRoom, RoleRegime.None, ["owner", "manager", "member", "stranger", "silenced", "blocked", "blocked manager"]),
        .. Of(ConversationKind.Service, RoleRegime.None, ["owner", "manager", "member", "removed", "stranger", "silenced", "blocked"]),
    ];

    public override string ToString() => $"{Name} of {Party.Kind}, roles {Party.Roles}";

    static IEnumerable<Seat> Normal(RoleRegime roles, string[] names) => Of(ConversationKind.Normal, roles, names);

    static IEnumerable<Seat> Of(ConversationKind kind, RoleRegime roles, string[] names) =>
        names.Select(name =>
        new Seat(name, new Party(kind, RankOf(name), name.StartsWith("silenced", StringComparison.Ordinal),
        name.StartsWith("blocked", StringComparison.Ordinal), roles)));

    static Rank RankOf(string name) => name switch
    {
        "owner" => Rank.Owner,
        "manager" or "silenced manager" or "blocked manager" => Rank.Manager,
        "member" or "silenced" => Rank.Member,
        _ => Rank.Outsider,
    };
}
