using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Administering;

/// <summary><c>leanrx admin clients</c></summary>
static class ClientsCommand
{
    const int LargestPage = 1000;

    static readonly Option<int> s_limit = new("--limit", "-n")
    {
        Description = "So many at most.",
        HelpName = "N",
        DefaultValueFactory = _ => 100,
    };

    public static Command Create() => AdminAction.Command("clients", "Who is online, by name, each with its logins.", RunAsync, s_limit);

    static async Task RunAsync(AdminAction action)
    {
        var limit = action.Parsed.GetValue(s_limit);
        if (limit < 1)
            throw new ToolException($"--limit {limit}: give a number from 1");
        var rows = new List<JsonElement>();
        string? next = null;
        do
        {
            using var page = await action.Api.GetAsync("/1.2/rtm/clients", action.CancellationToken,
                ("limit", Math.Min(LargestPage, limit - rows.Count).ToString(CultureInfo.InvariantCulture)), ("next", next)).ConfigureAwait(false);
            rows.AddRange(Fields.Items(page.RootElement, "results").Select(row => row.Clone()));
            next = page.RootElement.TryGetProperty("next"u8, out var more) ? more.GetString() : null;
        }
        while (next is not null && rows.Count < limit);

        await action.WriteAsync(rows, ["CLIENT", "LOGINS", "SINCE", "FROM", "SOFTWARE"], Cells).ConfigureAwait(false);
        if (next is not null)
            await Console.Error.WriteLineAsync("leanrx: there are more; --limit takes a larger number").ConfigureAwait(false);
    }

    static IEnumerable<string> Cells(JsonElement client)
    {
        var sessions = Fields.Items(client, "sessions");
        return
        [
            Fields.Text(client, "client_id"),
            sessions.Count.ToString(CultureInfo.InvariantCulture),
            sessions.Count > 0 ? Fields.Time(sessions[0], "timestamp") : "",
            Distinct("address"),
            Distinct("user_agent"),
        ];

        string Distinct(string name) => string.Join(", ", sessions.Select(session => Fields.Text(session, name)).Where(text => text.Length > 0).Distinct());
    }
}
