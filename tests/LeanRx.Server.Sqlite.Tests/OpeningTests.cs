using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Storage;
using Microsoft.Data.Sqlite;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.Sqlite.Tests;

public sealed class OpeningTests : IDisposable
{
    /// <summary>What schema 7 changed.</summary>
    const string UndoPlacesAndTokens = """
        DROP INDEX message_by_foreign_id; ALTER TABLE message DROP COLUMN is_foreign; DROP TABLE token; DROP TABLE token_waiting;
        CREATE UNIQUE INDEX message_by_id ON message (app, conversation, id);
        CREATE UNIQUE INDEX message_by_token ON message (app, conversation, sender, token) WHERE token IS NOT NULL;

        """;

    /// <summary>What schemas 6 and 7 changed.</summary>
    const string UndoNumberedMembers = UndoPlacesAndTokens + """
        ALTER TABLE conversation ADD COLUMN members TEXT NOT NULL DEFAULT '[]';
        UPDATE conversation AS c SET members = (SELECT json_group_array(client ORDER BY number) FROM member WHERE app = c.app AND conversation = c.id);
        DROP INDEX member_by_conversation;
        ALTER TABLE member DROP COLUMN number;

        """;

    /// <summary>What schemas 5 to 7 added.</summary>
    const string UndoReadTimes = UndoNumberedMembers + "ALTER TABLE cursor DROP COLUMN read_at; ";

    /// <summary>What schemas 4 to 7 changed.</summary>
    const string UndoNotices = UndoReadTimes + """
        DROP TABLE notice; DROP TABLE notice_client; DROP TABLE notice_log; DROP TABLE notice_reader;
        CREATE TABLE notification (
            number INTEGER PRIMARY KEY, app TEXT NOT NULL, client TEXT NOT NULL, timestamp INTEGER NOT NULL,
            is_permanent INTEGER NOT NULL, frame TEXT NOT NULL) STRICT;
        CREATE INDEX notification_by_client ON notification (app, client, timestamp, number);
        """;

    /// <summary>What schemas 3 to 7 added.</summary>
    const string Undo = UndoNotices
        + "DROP INDEX message_broadcast; DROP TABLE addressee; ALTER TABLE message DROP COLUMN recipients; ALTER TABLE message DROP COLUMN valid_until; " +
        "ALTER TABLE cursor DROP COLUMN joined_at;";

    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    async Task<string> RefusalAsync(string name) =>
        (await Assert.ThrowsAsync<StoreOpenException>(() => SqliteMessageStore.OpenAsync(_directory[name]))).Message;

    [Theory]
    [InlineData("chat.db", "chat.db")]
    [InlineData("new/deep/chat.sqlite", "new/deep/chat.sqlite")]
    [InlineData("data", "data/leanrx.db")]
    [InlineData("new/data/", "new/data/leanrx.db")]
    [InlineData("v1.5/", "v1.5/leanrx.db")]
    [InlineData("", "leanrx.db")]
    public async Task A_path_is_a_file_or_a_directory_and_is_made(string path, string file)
    {
        await using (var store = await SqliteMessageStore.OpenAsync(_directory[path]))
        {
            Assert.Equal(Path.GetFullPath(_directory[file]), store.Path);
            await store.Messages.AppendAsync(Message("a"));
        }

        Assert.True(File.Exists(_directory[file]));
        await using var again = await SqliteMessageStore.OpenAsync(_directory[path]);
        Assert.Equal("a", await HistoryAsync(again));
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
        Run("chat.db", UndoPlacesAndTokens + "PRAGMA user_version = 6");

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
        Run("chat.db", UndoNumberedMembers + "PRAGMA user_version = 5");

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
        Run("chat.db", UndoReadTimes + "PRAGMA user_version = 4");

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
        Run("chat.db", Undo + " DROP INDEX message_by_change; DROP TABLE standing; DROP TABLE kick; DROP TABLE notified; DROP TABLE notification; PRAGMA " +
            "user_version = 1");

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
        Run("chat.db", Undo + " PRAGMA user_version = 2");

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
        Run("chat.db", UndoNotices
            + """ INSERT INTO notification (app, client, timestamp, is_permanent, frame) VALUES ('app', 'tom', 10, 1, '{"n":1}'), ('app', 'bob', 20, 1, '{"n":2}'), ('app', 'tom', 30, 1, '{"n":3}'); PRAGMA user_version = 3 """);

        await using var again = await SqliteMessageStore.OpenAsync(_directory["chat.db"]);

        await again.Notifications.AddAsync(new StoredNotification { ApplicationId = "app", ConversationId = "c1", Timestamp = 40, IsPermanent = true, Frame = """{"n":4}""", ClientIds = ["tom"] }, new NotificationBounds { MaxCount = 500, MaxConversationBytes = 1000, MaxBytes = 21 });
        var page = await again.Notifications.FindAsync(new() { ApplicationId = "app", ClientId = "tom", After = 10 });
        Assert.Equal(["""{"n":3}""", """{"n":4}"""], page.Notifications.Select(notification => notification.Frame));
        Assert.True(page.IsComplete);
        Assert.False((await again.Notifications.FindAsync(new() { ApplicationId = "app", ClientId = "tom", After = 9 })).IsComplete);
        Assert.Equal(["tom"], await again.Notifications.FindClientsAsync("app"));
    }

    [Fact]
    public async Task A_directory_that_is_there_already_is_taken_whatever_its_name()
    {
        Directory.CreateDirectory(_directory["v1.5"]);
        await using var store = await SqliteMessageStore.OpenAsync(_directory["v1.5"]);

        Assert.Equal(_directory["v1.5/leanrx.db"], store.Path);
    }

    [Theory]
    [InlineData("data")]
    [InlineData("data/chat.db")]
    [InlineData("data/deep/chat.db")]
    public async Task A_file_where_a_directory_should_be(string path)
    {
        await File.WriteAllTextAsync(_directory["data"], "something else");

        Assert.EndsWith($"cannot be made: '{_directory["data"]}' is a file. Name a directory, or a file with an extension such as 'chat.db'.",
            await RefusalAsync(path));
    }

    [Fact]
    public async Task A_directory_where_the_file_should_be()
    {
        Directory.CreateDirectory(_directory["data/leanrx.db"]);

        Assert.Equal($"The store '{_directory["data/leanrx.db"]}' cannot be made: there is a directory of that name.", await RefusalAsync("data"));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_left_alone()
    {
        var text = new string('x', 5000);
        await File.WriteAllTextAsync(_directory["notes.txt"], text);

        Assert.Equal($"'{_directory["notes.txt"]}' is no SQLite database.", await RefusalAsync("notes.txt"));
        Assert.Equal(text, await File.ReadAllTextAsync(_directory["notes.txt"]));
    }

    [Fact]
    public async Task A_database_of_another_program_is_left_alone()
    {
        Run("other.db", "CREATE TABLE person (name TEXT)");
        var before = await File.ReadAllBytesAsync(_directory["other.db"]);

        Assert.Equal($"'{_directory["other.db"]}' is a database of another program.", await RefusalAsync("other.db"));
        Assert.Equal(before, await File.ReadAllBytesAsync(_directory["other.db"]));
    }

    [Fact]
    public async Task A_store_of_a_newer_version_is_left_alone()
    {
        await (await SqliteMessageStore.OpenAsync(_directory["chat.db"])).DisposeAsync();
        Run("chat.db", "PRAGMA user_version = 99");

        Assert.Equal($"The store '{_directory["chat.db"]}' has schema 99, and this version of LeanRx.Server.Sqlite knows schemas up to 7. Update the " +
            "package, or open another store.", await RefusalAsync("chat.db"));
    }

    [Fact]
    public async Task A_store_is_opened_once_at_a_time()
    {
        await using (await SqliteMessageStore.OpenAsync(_directory["chat.db"]))
        {
            Assert.Contains("chat.db-lock", await RefusalAsync("chat.db"));
        }

        await (await SqliteMessageStore.OpenAsync(_directory["chat.db"])).DisposeAsync();
    }

    [Fact]
    public async Task A_store_that_could_not_be_opened_holds_nothing_open()
    {
        await File.WriteAllTextAsync(_directory["chat.db"], new string('x', 5000));
        await RefusalAsync("chat.db");
        File.Delete(_directory["chat.db"]);

        await (await SqliteMessageStore.OpenAsync(_directory["chat.db"])).DisposeAsync();
    }

    [Fact]
    public async Task A_store_in_memory_is_another_class() =>
        Assert.StartsWith("A SqliteMessageStore needs a file; for one in memory take InMemoryMessageStore.",
            (await Assert.ThrowsAsync<ArgumentException>(() => SqliteMessageStore.OpenAsync(":memory:"))).Message);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public async Task A_path_that_names_nothing(string? path) =>
        Assert.Equal("path", (await Assert.ThrowsAnyAsync<ArgumentException>(() => SqliteMessageStore.OpenAsync(path!))).ParamName);

    [Fact]
    public async Task Options_out_of_range_are_named()
    {
        foreach (var (options, name) in new (SqliteStoreOptions, string)[] { (new() { MaxBatch = 0 }, "MaxBatch"),
            (new() { MaxPendingWrites = 0 }, "MaxPendingWrites"), (new() { MaxReaders = 0 }, "MaxReaders"),
            (new() { Durability = (SqliteDurability)7 }, "Durability") })
        {
            Assert.Equal(name, (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
                SqliteMessageStore.OpenAsync(_directory["chat.db"], options))).ParamName);
        }
    }

    void Run(string name, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = _directory[name], Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
