using System.Collections.Immutable;
using System.Text.Json;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Tests.Queries;

/// <summary>Conversations and filters in few words.</summary>
static class Sample
{
    public static readonly ConversationRecord Empty = new() { ApplicationId = "app", Id = "65a1b2c3d4e5f60718293a4b" };

    /// <summary>A conversation with something in every column; made at 2024-01-12T08:00:00.123Z, last message at 08:05.</summary>
    public static readonly ConversationRecord Game = Empty with
    {
        Name = "Game night (tonight!)",
        CreatorId = "tom",
        Members = ["tom", "jerry", "bob"],
        Muted = ["bob"],
        IsUnique = true,
        UniqueId = "6c7b0e5afcae9aa1139a0afa25833dec",
        Attributes = Json("""{"topic":"movie","age":18,"ratio":0.5,"open":true,"gone":null,"keywords":["教育","fun"],"tag":"中文","nested":{"a":{"b":1}},"list":[{"n":1,"t":"x"},{"n":2}],"when":{"__type":"Date","iso":"2024-02-01T00:00:00.000Z"}}"""),
        Columns = ImmutableSortedDictionary.Create<string, JsonElement>(StringComparer.Ordinal).Add("level", Json("7")).Add("tags", Json("""["a","b",null]""")),
        CreatedAt = 1705046400123,
        UpdatedAt = 1705046400123,
        LastMessageAt = 1705046700000,
    };

    public static JsonElement Json(string text)
    {
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(text));
        return JsonElement.ParseValue(ref reader);
    }

    public static ConversationFilter Where(string where) => ConversationFilter.Parse(Json(where));

    public static string ErrorOf(string where) => Assert.Throws<QueryFormatException>(() => Where(where)).Message;
}
