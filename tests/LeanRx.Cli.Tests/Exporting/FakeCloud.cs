using System.Collections.Specialized;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using System.Web;

namespace LeanRx.Cli.Tests.Exporting;

/// <summary>The original's REST interface as it is documented, and no more: it refuses what the documents do not name.</summary>
sealed class FakeCloud(FakeTables tables, Func<DateTimeOffset> now)
{
    public const string App = "cloud-application";
    public const string MasterKey = "cloud-master-key";

    const int MaxPage = 1000;
    static readonly TimeSpan CursorLife = TimeSpan.FromMinutes(10);

    readonly Lock _gate = new();
    readonly Dictionary<string, (string Table, string Last, string Where, DateTimeOffset Until)> _cursors = new(StringComparer.Ordinal);
    readonly Queue<DateTimeOffset> _minute = new();
    int _cursorNumber;

    public FakeTables Tables => tables;

    /// <summary>Requests a minute; more are answered 429.</summary>
    public int Quota { get; init; } = int.MaxValue;

    /// <summary>Rows that a scan gives at most, whatever is asked for.</summary>
    public int ScanPage { get; init; } = 50;

    /// <summary>By how much the clock in the answers is late.</summary>
    public TimeSpan ClockLag { get; init; }

    /// <summary>Whether scans take conditions.</summary>
    public bool TakesWhere { get; init; } = true;

    /// <summary>What happens at a request, by its number from 1.</summary>
    public Func<int, string, FakeFault> Faults { get; set; } = (_, _) => FakeFault.None;

    /// <summary>What changes in the application while it is read.</summary>
    public Action<int, FakeTables>? Meanwhile { get; set; }

    public int Requests { get; private set; }

    public List<string> Log { get; } = [];

    public int RefusedForRate { get; private set; }

    public int ExpiredCursors { get; private set; }

    public (FakeAnswer? Answer, FakeFault Fault) Ask(Uri url, string? appId, string? key)
    {
        lock (_gate)
        {
            Requests++;
            Log.Add(url.PathAndQuery);
            Meanwhile?.Invoke(Requests, tables);
            var fault = Faults(Requests, url.PathAndQuery);
            var answer = fault switch
            {
                FakeFault.LostBefore or FakeFault.Kill => null,
                FakeFault.ServerError => FakeAnswer.Refuse(HttpStatusCode.InternalServerError, -1, "Internal error"),
                FakeFault.Unauthorized => FakeAnswer.Refuse(HttpStatusCode.Unauthorized, 401, "Unauthorized."),
                _ => Allowed() is { } wait ? FakeAnswer.Refuse(HttpStatusCode.TooManyRequests, 429, "Too many requests.", wait)
                    : appId != App || key != $"{MasterKey},master" ? FakeAnswer.Refuse(HttpStatusCode.Unauthorized, 401, "Unauthorized.")
                    : Answer(url.AbsolutePath, HttpUtility.ParseQueryString(url.Query)),
            };
            return (answer, fault);
        }
    }

    /// <summary>How long to wait; null for a request within the quota.</summary>
    TimeSpan? Allowed()
    {
        var time = now();
        while (_minute.TryPeek(out var oldest) && time - oldest >= TimeSpan.FromMinutes(1))
            _minute.Dequeue();
        if (_minute.Count >= Quota)
        {
            RefusedForRate++;
            return TimeSpan.FromSeconds(Math.Ceiling((_minute.Peek() + TimeSpan.FromMinutes(1) - time).TotalSeconds));
        }
        _minute.Enqueue(time);
        return null;
    }

    FakeAnswer Answer(string path, NameValueCollection query)
    {
        string[] parts = [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
        return parts switch
        {
            ["1.1", "scan", "classes", var table] => Checked(query, ["limit", "cursor", "where"]) ?? Scan(table, query),
            ["1.1", "files", var id] =>
                tables.Files.TryGetValue(id, out var file) ? FakeAnswer.Of(file.DeepClone()) : FakeAnswer.Refuse(HttpStatusCode.NotFound, 101, "Not found."),
            ["1.2", "rtm", "messages"] => History(tables.Messages, query),
            ["1.2", "rtm", "broadcasts"] => Checked(query, ["conv_id", "limit", "skip"]) ?? Broadcasts(query),
            ["1.2", "rtm", "conversations" or "chatrooms" or "service-conversations", var id, ..] when !tables.Conversations.ContainsKey(id) =>
                FakeAnswer.Refuse(HttpStatusCode.NotFound, 4303, "Conversation not found."),
            ["1.2", "rtm", "conversations" or "chatrooms", var id, "member-infos"] => Checked(query, ["limit", "skip", "role"])
                ?? FakeAnswer.Of(new JsonObject { ["results"] = Page(tables.Roles.GetValueOrDefault(id) ?? [], query, 100) }),
            ["1.2", "rtm", "conversations" or "chatrooms", var id, "permanent-silenceds"] =>
                Checked(query, ["limit", "next"]) ?? Clients(tables.Silences.GetValueOrDefault(id) ?? [], query),
            ["1.2", "rtm", "conversations" or "chatrooms" or "service-conversations", var id, "blacklists"] =>
                Checked(query, ["limit", "next"]) ?? Clients(tables.Blocks.GetValueOrDefault(id) ?? [], query),
            ["1.2", "rtm", "service-conversations", var id, "subscribers"] =>
                Checked(query, ["limit", "client_id"]) ?? Subscribers(tables.Subscribers.GetValueOrDefault(id) ?? [], query),
            ["1.2", "rtm", "service-conversations", var id, "subscribers", var client, "messages"] =>
                History(tables.Threads.GetValueOrDefault((id, client)) ?? [], query),
            _ => FakeAnswer.Refuse(HttpStatusCode.NotFound, 1, $"There is no {path}."),
        };
    }

    /// <summary>Refuses parameters that no document names, and pages that are too large.</summary>
    static FakeAnswer? Checked(NameValueCollection query, string[] known)
    {
        if (query.AllKeys.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            return FakeAnswer.BadRequest($"Unknown parameter {unknown}.");
        return query["limit"] is { } limit && (!int.TryParse(limit, out var number) || number is < 1 or > MaxPage)
            ? FakeAnswer.BadRequest("limit is 1 to 1000.") : null;
    }

    FakeAnswer Scan(string table, NameValueCollection query)
    {
        var rows = table switch { "_Conversation" => tables.Conversations, "_File" => tables.Files, _ => null };
        if (rows is null)
            return FakeAnswer.Refuse(HttpStatusCode.NotFound, 101, "Class or object doesn't exists.");
        var (last, where) = ("", query["where"] ?? "");
        if (where.Length > 0 && !TakesWhere)
            return FakeAnswer.BadRequest("where is not supported.");
        if (query["cursor"] is { } given)
        {
            if (!_cursors.TryGetValue(given, out var cursor) || cursor.Table != table || cursor.Where != where || cursor.Until < now())
            {
                ExpiredCursors++;
                return FakeAnswer.BadRequest("Invalid cursor.");
            }
            last = cursor.Last;
        }
        var behind = where.Length > 0 ? (string)JsonNode.Parse(where)!["objectId"]!["$gt"]! : "";
        var limit = Math.Min(ScanPage, Limit(query, 100));
        var page = rows.Where(row => string.CompareOrdinal(row.Key, last) > 0 && string.CompareOrdinal(row.Key, behind) > 0).Take(limit)
            .Select(row => row.Value).ToList();
        string? next = null;
        if (page.Count == limit)
            _cursors[next = $"cursor{++_cursorNumber}"] = (table, (string)page[^1]["objectId"]!, where, now() + CursorLife);
        return FakeAnswer.Of(new JsonObject { ["results"] = Array(page), ["cursor"] = next });
    }

    static FakeAnswer History(List<JsonObject> messages, NameValueCollection query)
    {
        if (Checked(query, ["msgid", "timestamp", "till_msgid", "till_timestamp", "include_start", "include_stop", "reversed", "limit"]) is { } refusal)
            return refusal;
        if (query["msgid"] is not null && query["timestamp"] is null)
            return FakeAnswer.BadRequest("msgid needs timestamp.");
        var isReversed = query["reversed"] == "true";
        IEnumerable<JsonObject> walk = isReversed ? messages : Enumerable.Reverse(messages);
        if (query["timestamp"] is { } time)
        {
            var start = long.Parse(time, CultureInfo.InvariantCulture);
            walk = walk.SkipWhile(message => isReversed ? Time(message) < start : Time(message) > start);
            walk = query["msgid"] is { } id && messages.Any(message => Time(message) == start && (string)message["msg-id"]! == id)
                ? walk.SkipWhile(message => (string)message["msg-id"]! != id).Skip(1)
                : walk.SkipWhile(message => Time(message) == start);
        }
        if (query["till_timestamp"] is { } end)
        {
            var till = long.Parse(end, CultureInfo.InvariantCulture);
            walk = walk.TakeWhile(message => isReversed ? Time(message) < till : Time(message) > till);
        }
        return FakeAnswer.Of(Array(walk.Take(Limit(query, 100))));
    }

    FakeAnswer Broadcasts(NameValueCollection query) =>
        FakeAnswer.Of(Page([.. tables.Broadcasts.Where(row => query["conv_id"] is not { } id || (string)row["conv-id"]! == id).Reverse()], query, 100));

    static FakeAnswer Clients(List<string> clients, NameValueCollection query)
    {
        var start = query["next"] is { } next ? int.Parse(next["page:".Length..], CultureInfo.InvariantCulture) : 0;
        var limit = Math.Min(100, Limit(query, 10));
        var answer = new JsonObject { ["client_ids"] = new JsonArray([.. clients.Skip(start).Take(limit).Select(client => JsonValue.Create(client))]) };
        if (start + limit < clients.Count)
            answer["next"] = $"page:{start + limit}";
        return FakeAnswer.Of(answer);
    }

    static FakeAnswer Subscribers(List<JsonObject> subscribers, NameValueCollection query)
    {
        var limit = Limit(query, 50);
        if (limit > 50)
            return FakeAnswer.BadRequest("limit is 1 to 50.");
        var start = query["client_id"] is { } client ? subscribers.FindIndex(row => (string)row["subscriber"]! == client) + 1 : 0;
        return FakeAnswer.Of(Array(subscribers.Skip(start).Take(limit)));
    }

    static JsonArray Page(List<JsonObject> rows, NameValueCollection query, int fallback) =>
        Array(rows.Skip(int.Parse(query["skip"] ?? "0", CultureInfo.InvariantCulture)).Take(Limit(query, fallback)));

    static int Limit(NameValueCollection query, int fallback) =>
        int.Parse(query["limit"] ?? fallback.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    static JsonArray Array(IEnumerable<JsonObject> rows) => new([.. rows.Select(row => row.DeepClone())]);

    static long Time(JsonObject message) => (long)message["timestamp"]!;
}
