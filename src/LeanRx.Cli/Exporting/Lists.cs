using System.Globalization;
using System.Text.Json;
using LeanRx.Cli.Archive;

namespace LeanRx.Cli.Exporting;

/// <summary>The lists that belong to conversations.</summary>
static class Lists
{
    const int Page = 100;
    const int SubscriberPage = 50;
    const int MessagePage = 1000;

    /// <summary>The lists of a conversation that only somebody who asks learns of.</summary>
    /// <param name="conversation">Its row.</param>
    public static IEnumerable<ListWalk> OfStanding(string id, JsonElement conversation)
    {
        var path = PathOf(id, conversation);
        if (!RowText.Is(conversation, "sys"))
        {
            yield return Roles(id, path);
            yield return Clients(id, $"{path}/permanent-silenceds", "silenced clients", ArchiveFile.Silences);
        }
        yield return Clients(id, $"{path}/blacklists", "blocked clients", ArchiveFile.Blocks);
    }

    /// <summary>The lists of a service conversation that change without it.</summary>
    public static IEnumerable<ListWalk> OfService(string id) => [Subscribers(id), Broadcasts(id)];

    /// <summary>The messages between a service conversation and one client.</summary>
    public static ListWalk Thread(string id, string client) => new(
        $"{id}/threads/{client}",
        "threads",
        ArchiveFile.Threads,
        $"/1.2/rtm/service-conversations/{Uri.EscapeDataString(id)}/subscribers/{Uri.EscapeDataString(client)}/messages",
        position =>
        [
            ("reversed", "true"),
            ("limit", Text(MessagePage)),
            ("timestamp", position?.Split(' ', 2)[0] ?? "0"),
            ("msgid", position?.Split(' ', 2)[1]),
        ],
        (answer, _) =>
        {
            var rows = Rows(answer);
            return new([.. rows.Select(row => RowText.Thread(id, client, row))], rows.Count == 0 ? null
                : $"{RowText.NumberOf(rows[^1], "timestamp")} {RowText.Of(rows[^1], "msg-id")}");
        });

    static ListWalk Roles(string id, string path) => new(
        $"{id}/roles",
        "roles",
        ArchiveFile.Members,
        $"{path}/member-infos",
        position => [("limit", Text(Page)), ("skip", position)],
        (answer, position) =>
        {
            var rows = Rows(answer, "results");
            return new([.. rows.Select(row => RowText.Role(id, row))], rows.Count == 0 ? null
                : Text(int.Parse(position ?? "0", CultureInfo.InvariantCulture) + rows.Count));
        });

    static ListWalk Clients(string id, string path, string kind, string file) => new(
        $"{id}/{file}",
        kind,
        file,
        path,
        position => [("limit", Text(Page)), ("next", position)],
        (answer, _) =>
        {
            var clients = Rows(answer, "client_ids").Where(client => client.ValueKind == JsonValueKind.String).ToList();
            var next = RowText.Of(answer, "next");
            return new([.. clients.Select(client => RowText.Row(("client_id", client.GetString()!), ("conv_id", id)))], clients.Count == 0 || next.Length == 0
                ? null : next);
        });

    static ListWalk Subscribers(string id) => new(
        $"{id}/subscribers",
        "subscribers",
        ArchiveFile.Subscribers,
        $"/1.2/rtm/service-conversations/{Uri.EscapeDataString(id)}/subscribers",
        position => [("limit", Text(SubscriberPage)), ("client_id", position)],
        (answer, _) =>
        {
            var rows = Rows(answer);
            return new([.. rows.Select(CanonicalJson.Of)], rows.Count > 0 && RowText.Of(rows[^1], "subscriber") is { Length: > 0 } last ? last : null);
        });

    static ListWalk Broadcasts(string id) => new(
        $"{id}/broadcasts",
        "broadcasts",
        ArchiveFile.Broadcasts,
        "/1.2/rtm/broadcasts",
        position => [("conv_id", id), ("limit", Text(Page)), ("skip", position)],
        // The newest come first. What is sent meanwhile moves the others on, so that one comes twice; that one is deleted moves them back: each page begins
        // before the end of the last one.
        (answer, position) =>
        {
            var rows = Rows(answer);
            var overlap = Math.Min(rows.Count / 2, 10);
            return new([.. rows.Select(CanonicalJson.Of)], rows.Count <= overlap || rows.Count < 2 ? null
                : Text(int.Parse(position ?? "0", CultureInfo.InvariantCulture) + rows.Count - overlap));
        });

    static string PathOf(string id, JsonElement conversation) =>
        $"/1.2/rtm/{(RowText.Is(conversation, "tr") ? "chatrooms" : RowText.Is(conversation, "sys") ? "service-conversations" : "conversations")}/" +
        Uri.EscapeDataString(id);

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    static List<JsonElement> Rows(JsonElement answer, string? name = null)
    {
        if (name is not null && (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty(name, out answer)))
            return [];
        return answer.ValueKind == JsonValueKind.Array ? [.. answer.EnumerateArray()] : [];
    }
}
