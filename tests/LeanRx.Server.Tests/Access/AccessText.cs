using System.Reflection;
using System.Text;
using LeanRx.Server.Access.Internal;
using LeanRx.Server.Handlers.Internal;
using ConversationKind = LeanRx.Protocol.ConversationKind;

namespace LeanRx.Server.Tests;

/// <summary>The rules and the doors as tables of Markdown.</summary>
static class AccessText
{
    const string Yes = "✓";

    /// <summary>What each column of the table is about.</summary>
    static readonly (string Head, Party Party)[] s_columns =
    [
        ("owner", new(ConversationKind.Normal, Rank.Owner)),
        ("manager", new(ConversationKind.Normal, Rank.Manager)),
        ("member", new(ConversationKind.Normal, Rank.Member)),
        ("others", new(ConversationKind.Normal, Rank.Outsider)),
        ("temporary: member", new(ConversationKind.Temporary, Rank.Member)),
        ("others", new(ConversationKind.Temporary, Rank.Outsider)),
        ("room: owner, manager", new(ConversationKind.ChatRoom, Rank.Manager)),
        ("in it", new(ConversationKind.ChatRoom, Rank.Member)),
        ("others", new(ConversationKind.ChatRoom, Rank.Outsider)),
        ("service: owner, manager", new(ConversationKind.Service, Rank.Manager)),
        ("subscriber", new(ConversationKind.Service, Rank.Member)),
        ("others", new(ConversationKind.Service, Rank.Outsider)),
    ];

    public static string Rules()
    {
        var text = new StringBuilder();
        Row(text, ["", .. s_columns.Select(column => column.Head), "silenced", "blocked: normal, room, service", "to an owner", "to oneself",
            "to a higher role"]);
        Row(text, Enumerable.Repeat("---", s_columns.Length + 6));
        foreach (var rule in AccessRules.All.Where(rule => rule.Clients is null))
            Row(text,
            [
                rule.Deed,
                .. s_columns.Select(column => CellOf(rule, column.Party)),
                rule.Silenced?.ToString() ?? "",
                string.Join(", ", ((ConversationKind[])[ConversationKind.Normal, ConversationKind.ChatRoom, ConversationKind.Service])
                    .Select(kind => CodeOf(rule.RefusalFor(new Party(kind, Rank.Outsider, IsBlocked: true))))),
                .. ((int?[])[rule.OnOwner, rule.OnSelf, rule.OnHigher]).Select(code => code is null ? "" : rule.SparesOnlyUnderRoles ? $"{code} ¹" : $"{code}"),
            ]);
        return text.ToString();
    }

    public static string Doors()
    {
        var text = new StringBuilder();
        Row(text, ["", "clients", "frames", "methods of the engine"]);
        Row(text, Enumerable.Repeat("---", 4));
        foreach (var rule in AccessRules.All)
            Row(text,
            [
                rule.Deed,
                rule.Clients switch { null => "see above", true => Yes, false => "" },
                Joined(FrameDoors.All.Where(door => door.Value.Contains(rule.Permission))
                    .Select(door => door.Key.Operation is { } operation ? $"{door.Key.Command}/{operation}" : door.Key.Command)),
                Joined(Methods().Where(method => method.GetCustomAttribute<DoorAttribute>()?.Permissions.Contains(rule.Permission) == true)
                    .Select(method => $"{method.DeclaringType!.Name}.{method.Name}")),
            ]);
        return text.ToString();
    }

    /// <summary>What operators can call, apart from what only leads to more of it.</summary>
    public static IEnumerable<MemberInfo> Methods() =>
        ((Type[])[typeof(MessagingEngine), typeof(ApplicationConversations), typeof(ApplicationMessages), typeof(ApplicationModeration),
            typeof(ApplicationSubscribers), typeof(ApplicationClients), typeof(ApplicationDevices),
            typeof(ServerApplication)])
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsSpecialName).Cast<MemberInfo>()
            .Concat(type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(property => property.GetCustomAttribute<DoorAttribute>() is not null)));

    static string CellOf(AccessRule rule, Party party)
    {
        var code = CodeOf(rule.RefusalFor(party));
        if (code == Yes && party is { Kind: ConversationKind.Normal, Rank: Rank.Member } && rule.NeedsRoleFrom is { } from)
            return from == RoleRegime.Given ? "✓ ¹" : "✓ ²";
        return code;
    }

    static string CodeOf(Refusal? refusal) => refusal switch { null => Yes, { Code: 0 } => "passed over", { Code: var code } => $"{code}" };

    static string Joined(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal).Distinct().Select(name => $"`{name}`"));

    static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
