using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Tests;

/// <summary>Conversations and messages in few words.</summary>
static class Some
{
    public static StoredMessage Message(string id, long timestamp = 1, string? token = null) => new()
    {
        ApplicationId = "app",
        ConversationId = "c1",
        Id = id,
        From = "tom",
        Timestamp = timestamp,
        Data = $"body of {id}",
        DeduplicationToken = token,
    };

    public static ConversationRecord Conversation(string id, params string[] members) => new() { ApplicationId = "app", Id = id, Members = [.. members] };

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

    public static async Task<string> HistoryAsync(IMessageStore store) =>
        string.Join(' ', (await store.Messages.ReadHistoryAsync(new() { ApplicationId = "app", ConversationId = "c1", Limit = 1000 }))
            .Select(message => message.Id));
}
