using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Administering;

/// <summary><c>leanrx admin conversations</c></summary>
static class ConversationsCommand
{
    const int LargestPage = 1000;
    const int ShownMembers = 5;

    static readonly Argument<string?> s_text = new("TEXT")
    {
        Description = "An id, a member, or a part of a name. Default: all, those with the latest message first.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    static readonly Option<int> s_limit = new("--limit", "-n")
    {
        Description = "So many at most, 1 to 1000.",
        HelpName = "N",
        DefaultValueFactory = _ => 20,
    };

    public static Command Create() => AdminAction.Command("conversations", "Find conversations, by their id, a member, or a part of the name.", RunAsync,
        s_text, s_limit);

    static async Task RunAsync(AdminAction action)
    {
        var limit = action.Parsed.GetValue(s_limit);
        if (limit is < 1 or > LargestPage)
            throw new ToolException($"--limit {limit}: give a number from 1 to {LargestPage}");
        using var found = await action.Api.GetAsync("/1.2/rtm/all-conversations", action.CancellationToken,
            ("where", action.Parsed.GetValue(s_text) is { Length: > 0 } text ? WhereOf(text) : null),
            ("limit", limit.ToString(CultureInfo.InvariantCulture))).ConfigureAwait(false);
        await action.WriteAsync(Fields.Items(found.RootElement, "results"), ["CONVERSATION", "KIND", "NAME", "LAST MESSAGE", "MEMBERS"], Cells)
            .ConfigureAwait(false);
    }

    static string WhereOf(string text)
    {
        var (value, pattern) = (JsonEncodedText.Encode(text), JsonEncodedText.Encode(Regex.Escape(text)));
        return $$$"""{"$or":[{"objectId":"{{{value}}}"},{"m":"{{{value}}}"},{"name":{"$regex":"{{{pattern}}}","$options":"i"}}]}""";
    }

    static IEnumerable<string> Cells(JsonElement row)
    {
        var members = Fields.Items(row, "m");
        return
        [
            Fields.Text(row, "objectId"),
            ConversationPath.KindOf(row) switch { ConversationPath.Services => "service", ConversationPath.ChatRooms => "chat room", _ => "conversation" },
            Fields.Text(row, "name"),
            Fields.Time(row, "lm"),
            string.Join(", ", members.Take(ShownMembers)) + (members.Count > ShownMembers ? $" and {members.Count - ShownMembers} more" : ""),
        ];
    }
}
