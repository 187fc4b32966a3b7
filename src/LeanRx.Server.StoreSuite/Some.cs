using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using LeanRx.Server.Storage;

namespace LeanRx.Server.StoreSuite;

/// <summary>Conversations, messages and what they hold, in few words.</summary>
static class Some
{
    public const string App = "app";

    public static ConversationRecord Conversation(string id, params string[] members) => new() { ApplicationId = App, Id = id, Members = [.. members] };

    public static StoredMessage Message(string id, long timestamp = 1, string from = "tom", string? token = null, int? type = null, string conversation = "c1",
        string app = App) => new()
        {
            ApplicationId = app,
            ConversationId = conversation,
            Id = id,
            From = from,
            Timestamp = timestamp,
            Data = $"body of {id}",
            DeduplicationToken = token,
            MessageType = type,
        };

    public static MemberCursor Cursor(string app, string conversation, string client, long deliveredTo, long readTo) =>
        new() { ApplicationId = app, ConversationId = conversation, ClientId = client, DeliveredTo = deliveredTo, ReadTo = readTo };

    public static MemberStanding Standing(string app, string conversation, string client) =>
        new() { ApplicationId = app, ConversationId = conversation, ClientId = client };

    public static PendingReceipt Receipt(string app, string client, string conversation, string message, long timestamp, bool isRead, string from) => new()
    {
        ApplicationId = app,
        ClientId = client,
        ConversationId = conversation,
        MessageId = message,
        Timestamp = timestamp,
        IsRead = isRead,
        From = from,
    };

    public static ClientKick Kick(string app, string client, long at) => new() { ApplicationId = app, ClientId = client, At = at };

    public static ConversationStoreQuery Query(string where, string app = App) =>
        new() { ApplicationId = app, Filter = ConversationFilter.Parse(Json(where)), Limit = 1000 };

    public static JsonElement Json(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>The ids of the messages of conversation c1.</summary>
    public static async Task<string> HistoryAsync(IMessageStore store) =>
        string.Join(' ', (await store.Messages.ReadHistoryAsync(new() { ApplicationId = App, ConversationId = "c1", Limit = 1000 }))
            .Select(message => message.Id));

    /// <summary>All that a record holds, as text: its lists and JSON do not compare by content.</summary>
    public static string Describe(ConversationRecord record) =>
        string.Join('|', record with { Members = [], Muted = [], Columns = Nothing, Attributes = null }, Text(record.Members), Text(record.Muted),
        record.Attributes?.GetRawText(), string.Join(',', record.Columns.Select(column => $"{column.Key}={column.Value.GetRawText()}")));

    /// <summary>All that a message holds, as text.</summary>
    public static string Describe(StoredMessage message) =>
        string.Join('|', message with { MentionedClientIds = [], Recipients = [] }, Text(message.MentionedClientIds), Text(message.Recipients));

    public static string Id(int number) => number.ToString("D22", CultureInfo.InvariantCulture);

    static ImmutableSortedDictionary<string, JsonElement> Nothing => ImmutableSortedDictionary<string, JsonElement>.Empty;

    static string Text(IEnumerable<string> texts) => string.Join(',', texts);
}
