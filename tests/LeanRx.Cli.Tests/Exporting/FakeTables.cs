using System.Globalization;
using System.Text.Json.Nodes;

namespace LeanRx.Cli.Tests.Exporting;

/// <summary>The content of an application, as the original keeps it.</summary>
sealed class FakeTables
{
    /// <summary>2026-06-01.</summary>
    public const long Begin = 1_780_272_000_000;

    public SortedDictionary<string, JsonObject> Conversations { get; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, JsonObject> Files { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, byte[]> Contents { get; } = new(StringComparer.Ordinal);

    /// <summary>All messages in the order of the server: by time, and within a millisecond as they came.</summary>
    public List<JsonObject> Messages { get; } = [];

    public Dictionary<string, List<JsonObject>> Roles { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, List<string>> Blocks { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, List<string>> Silences { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, List<JsonObject>> Subscribers { get; } = new(StringComparer.Ordinal);

    public Dictionary<(string Conversation, string Client), List<JsonObject>> Threads { get; } = [];

    public List<JsonObject> Broadcasts { get; } = [];

    public static string Id(int number) => number.ToString("x24", CultureInfo.InvariantCulture);

    public JsonObject AddConversation(int number, string kind, params string[] members)
    {
        var row = new JsonObject
        {
            ["objectId"] = Id(number),
            ["name"] = $"会话 {number}",
            ["c"] = "Tom",
            ["m"] = new JsonArray([.. members.Select(member => JsonValue.Create(member))]),
            ["updatedAt"] = "2026-06-01T00:00:00.000Z",
            ["createdAt"] = "2026-06-01T00:00:00.000Z",
            ["attr"] = new JsonObject { ["z"] = 1.50, ["a"] = "😀" },
        };
        if (kind.Length > 0)
            row[kind] = true;
        return Conversations[Id(number)] = row;
    }

    public JsonObject AddMessage(string conversationId, string from, long timestamp, string id, string data)
    {
        var message = MessageOf(conversationId, from, timestamp, id, data);
        var place = Messages.Count;
        while (place > 0 && (long)Messages[place - 1]["timestamp"]! > timestamp)
            place--;
        Messages.Insert(place, message);
        if (Conversations.GetValueOrDefault(conversationId) is { } conversation)
            conversation["lm"] =
                new JsonObject
                {
                    ["__type"] = "Date",
                    ["iso"] = DateTimeOffset.FromUnixTimeMilliseconds(timestamp).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'",
                CultureInfo.InvariantCulture)
                };
        return message;
    }

    public static JsonObject MessageOf(string conversationId, string from, long timestamp, string id, string data) => new()
    {
        ["timestamp"] = timestamp,
        ["conv-id"] = conversationId,
        ["data"] = data,
        ["from"] = from,
        ["msg-id"] = id,
        ["is-conv"] = true,
        ["is-room"] = false,
        ["to"] = conversationId,
        ["bin"] = false,
        ["from-ip"] = "203.0.113.7",
    };

    public void AddFile(int number, byte[] content, string address)
    {
        Contents[Id(number)] = content;
        Files[Id(number)] = new JsonObject
        {
            ["objectId"] = Id(number),
            ["name"] = $"{number}.bin",
            ["url"] = $"{address}{Id(number)}",
            ["mime_type"] = "application/octet-stream",
            ["metaData"] = new JsonObject { ["size"] = content.Length },
            ["createdAt"] = "2026-06-01T00:00:00.000Z",
            ["updatedAt"] = "2026-06-01T00:00:00.000Z",
        };
    }

    /// <summary>An application with something of everything, and with what is known to be hard.</summary>
    public static FakeTables Sample(int conversations = 120, string fileAddress = "http://files.example/")
    {
        var tables = new FakeTables();
        for (var number = 1; number <= conversations; number++)
            tables.AddConversation(number, number % 100 == 50 ? "tr" : number % 100 == 75 ? "sys" : "", "Tom", "Jerry");
        var time = Begin;
        for (var number = 0; number < 2_600; number++)
        {
            // More of one millisecond than a page holds; ids that do not come in their order.
            if (number is < 600 or > 1_800 && number % 3 == 0)
                time += 60_000;
            tables.AddMessage(Id((number % 40) + 1), "Tom", time, $"m{(number * 7919 % 2_600):0000}", $$"""{"_lctype":-1,"_lctext":"Hallo {{number}}"}""");
        }
        tables.AddMessage("_tmp:123", "Tom", Begin + 5, "t1", "gone");
        foreach (var (id, row) in tables.Conversations)
        {
            if (row.ContainsKey("sys"))
                tables.FillService(id);
        }
        tables.Roles[Id(3)] =
            [.. Enumerable.Range(0, 130)
            .Select(number => new JsonObject { ["clientId"] = $"member{number:000}", ["objectId"] = Id(10_000 + number), ["role"] = "Manager" })];
        tables.Blocks[Id(4)] = [.. Enumerable.Range(0, 250).Select(number => $"troll{249 - number:000}")];
        tables.Blocks[Id(50)] = ["Spike"];
        tables.Silences[Id(5)] = ["Butch", "Tyke"];
        for (var number = 1; number <= 12; number++)
            tables.AddFile(20_000 + number, [.. Enumerable.Range(0, number * 1000).Select(value => (byte)value)], fileAddress);
        return tables;
    }

    void FillService(string id)
    {
        Subscribers[id] = [.. Enumerable.Range(0, 120)
            .Select(number => new JsonObject { ["timestamp"] = Begin + number, ["subscriber"] = $"reader{(number * 37) % 120:000}", ["conv_id"] = id })];
        for (var number = 0; number < 5; number++)
            Threads[(id, $"reader{number:000}")] =
                [.. Enumerable.Range(0, number).Select(item => MessageOf(id, "service", Begin + item, $"s{number}{item}", "for you"))];
        Broadcasts.AddRange(Enumerable.Range(0, 130).Select(number => MessageOf(id, "service", Begin + (number / 2), $"b{number:000}{id}", "for all")));
    }
}
