using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Storage;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.Sqlite.Tests;

/// <summary>A store that an older version wrote is brought to the schema of today, with all that it holds.</summary>
public sealed class OlderSchemaTests : IDisposable
{
    /// <summary>What schema 8 added.</summary>
    const string UndoPlacesInMilliseconds = "ALTER TABLE cursor DROP COLUMN delivered_id; ALTER TABLE cursor DROP COLUMN read_id; ";

    /// <summary>What schemas 7 and 8 changed.</summary>
    const string UndoPlacesAndTokens = UndoPlacesInMilliseconds + """
        DROP INDEX message_by_foreign_id; ALTER TABLE message DROP COLUMN is_foreign; DROP TABLE token; DROP TABLE token_waiting;
        CREATE UNIQUE INDEX message_by_id ON message (app, conversation, id);
        CREATE UNIQUE INDEX message_by_token ON message (app, conversation, sender, token) WHERE token IS NOT NULL;

        """;

    /// <summary>What schemas 6 to 8 changed.</summary>
    const string UndoNumberedMembers = UndoPlacesAndTokens + """
        ALTER TABLE conversation ADD COLUMN members TEXT NOT NULL DEFAULT '[]';
        UPDATE conversation AS c SET members = (SELECT json_group_array(client ORDER BY number) FROM member WHERE app = c.app AND conversation = c.id);
        DROP INDEX member_by_conversation;
        ALTER TABLE member DROP COLUMN number;

        """;

    /// <summary>What schemas 5 to 8 added.</summary>
    const string UndoReadTimes = UndoNumberedMembers + "ALTER TABLE cursor DROP COLUMN read_at; ";

    /// <summary>What schemas 4 to 8 changed.</summary>
    const string UndoNotices = UndoReadTimes + """
        DROP TABLE notice; DROP TABLE notice_client; DROP TABLE notice_log; DROP TABLE notice_reader;
        CREATE TABLE notification (
            number INTEGER PRIMARY KEY, app TEXT NOT NULL, client TEXT NOT NULL, timestamp INTEGER NOT NULL,
            is_permanent INTEGER NOT NULL, frame TEXT NOT NULL) STRICT;
        CREATE INDEX notification_by_client ON notification (app, client, timestamp, number);
        """;

    /// <summary>What schemas 3 to 8 added.</summary>
    const string Undo = UndoNotices
        + "DROP INDEX message_broadcast; DROP TABLE addressee; ALTER TABLE message DROP COLUMN recipients; ALTER TABLE message DROP COLUMN valid_until; " +
        "ALTER TABLE cursor DROP COLUMN joined_at;";

    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_store_of_the_seventh_schema_keeps_cursors_and_tells_messages_of_a_millisecond_apart_from_then_on()
    {
        await using (var store = await SqliteMessageStore.OpenAsync(_directory["chat.db"]))
            await store.Cursors.SaveAsync([Cursor("app", "c1", "tom", 1, 2) with { JoinedAt = 3, ReadAt = 4 }]);
        _directory.Run("chat.db", UndoPlacesInMilliseconds + "PRAGMA user_version = 7");

        await using var again = await SqliteMessageStore.OpenAsync(_directory["chat.db"]);

        Assert.Equal([Cursor("app", "c1", "tom", 1, 2) with { JoinedAt = 3, ReadAt = 4 }], await again.Cursors.FindByClientAsync("app", "tom"));
        await again.Cursors.SaveAsync([Cursor("app", "c1", "tom", 1, 2) with { DeliveredId = "b", ReadId = "a" }]);
        Assert.Equal([Cursor("app", "c1", "tom", 1, 2) with { DeliveredId = "b", ReadId = "a" }], await again.Cursors.FindByClientAsync("app", "tom"));
    }

    [Fact]
    public async Task A_store_of_the_sixth_schema_goes_on_finding_messages_by_id_and_by_token()
    {
        StoredMessage[] stored =
        [
            Message("qNkRLQYxQZu5zLqHxV7QKg", 5, token: "imported"),
            Message(NativeId(7), 7, token: "native"),
            Message(NativeId(9), 8, token: "out of place"),
            Message("short", 9),
            Message("a", 1, token: "elsewhere", conversation: "c2", app: "b"),
        ];
        await using (var store = await SqliteMessageStore.OpenAsync(_directory["chat.db"]))
            await store.Messages.ImportAsync(stored);
        _directory.Run("chat.db", UndoPlacesAndTokens + "PRAGMA user_version = 6");

        await using var again = await SqliteMessageStore.OpenAsync(_directory["chat.db"]);

        foreach (var message in stored)
        {
            Assert.Equal(Describe(message), Describe((await again.Messages.FindAsync(message.ApplicationId, message.ConversationId, message.Id))!));
            await Assert.ThrowsAnyAsync<InvalidOperationException>(async () =>
                await again.Messages.AppendAsync(message with { Timestamp = message.Timestamp + 1, DeduplicationToken = null }));
            if (message.DeduplicationToken is null) continue;
            var repeated = await again.Messages.AppendAsync(message with { Id = "new", Timestamp = 100 });
            Assert.True(repeated.IsDuplicate);
            Assert.Equal(message.Id, repeated.Message.Id);
        }
    }

    static string NativeId(long time) => string.Create(MessageIdTime.IdLength, time, static (span, time) =>
    {
        span.Fill('z');
        MessageIdTime.Write(span[..MessageIdTime.Length], time);
    });

    [Fact]
    public async Task A_store_of_the_fifth_schema_keeps_its_members_in_their_order()
    {
        string[] many = [.. Enumerable.Range(0, 500).Select(number => $"m{number * 7919 % 500}")];
        await using (var store = await SqliteMessageStore.OpenAsync(_directory["chat.db"]))
        {
            await store.Conversations.SaveAsync(Conversation("c1", "tom", "nul\0inside", "", "\"quoted\"", "Ünïcødé 😀"));
            await store.Conversations.SaveAsync(Conversation("c2"));
            await store.Conversations.SaveAsync(Conversation("c3", many));
        }
        _directory.Run("chat.db", UndoNumberedMembers + "PRAGMA user_version = 5");

        await using var again = await SqliteMessageStore.OpenAsync(_directory["chat.db"]);

        await again.Members.AddAsync(Conversation("c1"), ["bob"]);
        await again.Members.AddAsync(Conversation("c2"), ["bob"]);
        Assert.Equal(["tom", "nul\0inside", "", "\"quoted\"", "Ünïcødé 😀", "bob"], (await again.Conversations.FindAsync("app", "c1"))!.Members);
        Assert.Equal(["bob"], (await again.Conversations.FindAsync("app", "c2"))!.Members);
        Assert.Equal(many, (await again.Conversations.FindAsync("app", "c3"))!.Members);
        Assert.Equal(2, await again.Conversations.CountAsync(new()
        {
            ApplicationId = "app",
            Filter = ConversationFilter.Parse(
            System.Text.Json.JsonDocument.Parse("""{"m":"bob"}""").RootElement)
        }));
    }

    [Fact]
    public async Task A_store_of_the_fourth_schema_keeps_cursors_and_can_tell_when_somebody_read_from_then_on()
    {
        await using (var store = await SqliteMessageStore.OpenAsync(_directory["chat.db"]))
            await store.Cursors.SaveAsync([Cursor("app", "c1", "tom", 1, 2) with { JoinedAt = 3 }]);
        _directory.Run("chat.db", UndoReadTimes + "PRAGMA user_version = 4");

        await using var again = await SqliteMessageStore.OpenAsync(_directory["chat.db"]);

        Assert.Equal([Cursor("app", "c1", "tom", 1, 2) with { JoinedAt = 3 }], await again.Cursors.FindByClientAsync("app", "tom"));
        await again.Cursors.SaveAsync([Cursor("app", "c1", "tom", 1, 4) with { JoinedAt = 3, ReadAt = 5 }]);
        Assert.Equal([Cursor("app", "c1", "tom", 1, 4) with { JoinedAt = 3, ReadAt = 5 }], await again.Cursors.FindByClientAsync("app", "tom"));
    }

    [Fact]
    public async Task A_store_of_the_first_schema_gets_what_it_lacks()
    {
        await using (var store = await SqliteMessageStore.OpenAsync(_directory["chat.db"]))
            await store.Messages.AppendAsync(Message("a"));
        _directory.Run("chat.db", Undo + """
            DROP INDEX message_by_change; DROP TABLE standing; DROP TABLE kick; DROP TABLE notified; DROP TABLE notification;
            PRAGMA user_version = 1
            """);

        await using var again = await SqliteMessageStore.OpenAsync(_directory["chat.db"]);

        Assert.Equal("a", await HistoryAsync(again));
        await again.Moderation.SaveAsync([Standing("app", "c1", "tom") with { IsBlocked = true }]);
        Assert.Single(await again.Moderation.FindByConversationAsync("app", "c1"));
        Assert.Empty(await again.Moderation.FindKicksAsync("app"));
    }

    [Fact]
    public async Task A_store_of_the_second_schema_gets_what_it_lacks()
    {
        await using (var store = await SqliteMessageStore.OpenAsync(_directory["chat.db"]))
            await store.Messages.AppendAsync(Message("a"));
        _directory.Run("chat.db", Undo + " PRAGMA user_version = 2");

        await using var again = await SqliteMessageStore.OpenAsync(_directory["chat.db"]);

        await again.Messages.AppendAsync(Message("b") with { Recipients = ["jerry"], ValidUntil = 9 });
        Assert.Equal("a b", await HistoryAsync(again));
        Assert.Equal(["a"], (await again.Messages.ReadHistoryAsync(new() { ApplicationId = "app", ConversationId = "c1", VisibleTo = "bob" }))
            .Select(message => message.Id));
        Assert.Equal(["b"], (await again.Messages.ReadHistoryAsync(new()
        {
            ApplicationId = "app",
            ConversationId = "c1",
            VisibleTo = "jerry",
            IsThreadOnly = true
        }))
            .Select(message => message.Id));
        Assert.Single(await again.Messages.FindBroadcastsAsync("app", null, null, 0, 10));
    }

    [Fact]
    public async Task A_store_of_the_third_schema_keeps_the_notifications_that_it_has()
    {
        await using (var store = await SqliteMessageStore.OpenAsync(_directory["chat.db"]))
            await store.Notifications.AddClientAsync("app", "tom");
        _directory.Run("chat.db", UndoNotices
            + """ INSERT INTO notification (app, client, timestamp, is_permanent, frame) VALUES ('app', 'tom', 10, 1, '{"n":1}'), ('app', 'bob', 20, 1, '{"n":2}'), ('app', 'tom', 30, 1, '{"n":3}'); PRAGMA user_version = 3 """);

        await using var again = await SqliteMessageStore.OpenAsync(_directory["chat.db"]);

        await again.Notifications.AddAsync(new StoredNotification { ApplicationId = "app", ConversationId = "c1", Timestamp = 40, IsPermanent = true, Frame = """{"n":4}""", ClientIds = ["tom"] }, new NotificationBounds { MaxCount = 500, MaxConversationBytes = 1000, MaxBytes = 21 });
        var page = await again.Notifications.FindAsync(new() { ApplicationId = "app", ClientId = "tom", After = 10 });
        Assert.Equal(["""{"n":3}""", """{"n":4}"""], page.Notifications.Select(notification => notification.Frame));
        Assert.True(page.IsComplete);
        Assert.False((await again.Notifications.FindAsync(new() { ApplicationId = "app", ClientId = "tom", After = 9 })).IsComplete);
        Assert.Equal(["tom"], await again.Notifications.FindClientsAsync("app"));
    }
}
