using System.IO.Compression;
using System.Text;
using LeanRx.Cli.Common;
using LeanRx.Cli.Importing;
using LeanRx.Cli.Importing.Context;
using LeanRx.Server;
using MongoDB.Bson;

namespace LeanRx.Cli.Tests.Importing;

/// <summary>Bad input costs itself alone, and says why.</summary>
public sealed class BadInputTests : ImportTest
{
    public BadInputTests() => Write("conversations.jsonl", ChatRow());

    [Theory]
    [InlineData("not json", "it is no JSON")]
    [InlineData("[]", "it is no JSON object")]
    [InlineData("""{"conv-id":"65a1b2c3d4e5f60718293a4b","timestamp":1780000000000,"from":"Tom","data":"x"}""", "it has no message id")]
    [InlineData("""{"conv-id":"65a1b2c3d4e5f60718293a4b","msg-id":"~","timestamp":1780000000000,"from":"Tom","data":"x"}""",
        "its message id is none: 1 to 64 visible characters of ASCII")]
    [InlineData("""{"conv-id":"65a1b2c3d4e5f60718293a4b","msg-id":"x","timestamp":1780000000000,"from":"Tom","data":{"_lctype":-1}}""", "its data is no text")]
    [InlineData("""{"conv-id":"65a1b2c3d4e5f60718293a4b","msg-id":"x","timestamp":1780000000000,"from":"Tom"}""", "it has no data")]
    [InlineData("""{"msg-id":"x","timestamp":1780000000000,"from":"Tom","data":"x"}""", "it names no conversation")]
    [InlineData("""{"conv-id":"65a1b2c3d4e5f60718293a4b","msg-id":"x","timestamp":1780000000000,"from":"Tom","data":"*","bin":true}""",
        "it is binary, but its data is not base64")]
    [InlineData("""{"conv-id":"65a1b2c3d4e5f60718293a4b","msg-id":"x","from":"Tom","data":"x"}""",
        "its time is none between the years 1970 and 9999, in milliseconds")]
    [InlineData("""{"conv-id":"65a1b2c3d4e5f60718293a4b","msg-id":"x","timestamp":253402300800000,"from":"Tom","data":"of the year 10000"}""",
        "its time is none between the years 1970 and 9999, in milliseconds")]
    [InlineData("""{"conv-id":"65a1b2c3d4e5f60718293a4b","msg-id":"x","timestamp":"10000-01-01T00:00:00.000Z","from":"Tom","data":"x"}""",
        "its time is none between the years 1970 and 9999, in milliseconds")]
    [InlineData("""{"conv-id":"65a1b2c3d4e5f60718293a4b","msg-id":"x","timestamp":-1,"from":"Tom","data":"x"}""",
        "its time is none between the years 1970 and 9999, in milliseconds")]
    [InlineData("""{"conv-id":"65a1b2c3d4e5f60718293aff","msg-id":"x","timestamp":1780000000000,"from":"Tom","data":"x"}""",
        "its conversation is neither in the export nor in the store")]
    [InlineData("""{"conv-id":"_tmp:65a1b2c3d4e5f60718293a4b","msg-id":"x","timestamp":1780000000000,"from":"Tom","data":"x"}""",
        "its conversation is a temporary one, which is over")]
    [InlineData("""{"conv-id":"65a1b2c3d4e5f60718293a4b","msg-id":"b","timestamp":1780000000002,"from":"Tom","data":"other content"}""",
        "the store holds another message with this id")]
    public async Task A_bad_line_costs_that_line_alone(string line, string why)
    {
        Write("messages.jsonl", MessageRow("a", 1_780_000_000_000), MessageRow("b", 1_780_000_000_002), line, MessageRow("c", 1_780_000_000_003));

        Assert.Equal(0, (await ImportAsync()).ExitCode);

        Assert.Equal("a b c", await IdsAsync());
        Assert.Equal([$"messages.jsonl 3: {why}"], Refusals());
    }

    [Fact]
    public async Task The_report_says_per_conversation_what_was_refused_and_why()
    {
        Write("messages.jsonl", MessageRow("a", 1_780_000_000_000), MessageRow("a", 1_780_000_000_001), MessageRow("a", 1_780_000_000_002),
            MessageRow("b", -5));

        var (_, output) = await ImportAsync();

        Assert.Contains($"  {Chat}: 1 new, 0 here already, 3 refused: its time is none between the years 1970 and 9999, in milliseconds (1); the store " +
            "holds another message with this id (2)\n", output, StringComparison.Ordinal);
        Assert.Contains("everything that came counts as read", output, StringComparison.Ordinal);
        var conversation = Assert.Single(Report().GetProperty("conversations").EnumerateArray().ToArray());
        Assert.Equal((Chat, "normal", "created", 1, 0, 3),
            (conversation.GetProperty("id").GetString(), conversation.GetProperty("kind").GetString(), conversation.GetProperty("row").GetString(),
            conversation.GetProperty("new").GetInt32(), conversation.GetProperty("known").GetInt32(), conversation.GetProperty("refused").GetInt32()));
    }

    [Fact]
    public async Task An_export_that_ends_in_the_middle_of_a_line_is_not_whole_and_what_came_before_counts()
    {
        WriteText("messages.jsonl", MessageRow("a", 1_780_000_000_000) + "\n" + MessageRow("b", 1_780_000_000_001)[..40]);

        Assert.Equal(1, (await ImportAsync()).ExitCode);

        Assert.Equal("a", await IdsAsync());
        Assert.Equal(["messages.jsonl 2: the file ends in the middle of it"], Refusals());
        Assert.Equal(["messages.jsonl ends in the middle of row 2: the export is not whole. What came before counts; get the file anew."], Faults());
    }

    [Fact]
    public async Task A_last_line_without_its_end_counts()
    {
        WriteText("messages.jsonl", MessageRow("a", 1_780_000_000_000) + "\r\n\r\n" + MessageRow("b", 1_780_000_000_001));

        Assert.Equal(0, (await ImportAsync()).ExitCode);
        Assert.Equal("a b", await IdsAsync());
    }

    [Fact]
    public async Task A_list_that_is_cut_off_is_not_whole_and_what_came_before_counts()
    {
        WriteText("messages.json", $"[{MessageRow("a", 1_780_000_000_000)},\n{MessageRow("b", 1_780_000_000_001)[..60]}");

        Assert.Equal(1, (await ImportAsync()).ExitCode);
        Assert.Equal("a", await IdsAsync());
        Assert.Single(Faults());
    }

    [Theory]
    [InlineData("messages.jsonl.gz")]
    [InlineData("messages.tar.gz")]
    public async Task A_truncated_gzip_is_not_whole_and_what_came_before_counts(string name)
    {
        var rows = string.Concat(Enumerable.Range(0, 20_000)
            .Select(number => MessageRow($"m{number:D5}", 1_780_000_000_000 + number, $"{number * 7919 % 104729}") + "\n"));
        var packed = name.EndsWith(".tar.gz", StringComparison.Ordinal) ? Packing.Tar(("messages.jsonl", Encoding.UTF8.GetBytes(rows)))
            : Packing.Gzip(Encoding.UTF8.GetBytes(rows));
        WriteBytes(name, packed[..(packed.Length / 2)]);

        Assert.Equal(1, (await ImportAsync()).ExitCode);

        var came = Report().GetProperty("rows").GetProperty("messages").GetProperty("new").GetInt32();
        Assert.InRange(came, 1, 19_999);
        Assert.Equal(came, await InStoreAsync(async store => await store.Messages.CountAsync(App, Chat, "Jerry", 0, 100_000)));
        Assert.Contains(Faults(), fault => fault.Contains("cannot be read to its end", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dump_of_another_table_is_passed_over()
    {
        WriteBytes("_User.bson", Packing.Bson(new BsonDocument { ["_id"] = new ObjectId(Room), ["username"] = "tom", ["salt"] = "s" }));
        Write("Todo.jsonl", """{"objectId":"65a1b2c3d4e5f60718293a4e","title":"x"}""");

        Assert.Equal(0, (await ImportAsync()).ExitCode);

        Assert.Equal(["Todo.jsonl", "_User.bson"], Report().GetProperty("passedOver").EnumerateArray().Select(name => name.GetString()));
        Assert.Empty(Refusals());
    }

    [Fact]
    public async Task A_dump_of_another_table_under_the_name_of_conversations_is_refused()
    {
        WriteBytes("_Conversation.bson", Packing.Bson(new BsonDocument { ["_id"] = new ObjectId(Room), ["username"] = "tom", ["m"] = 5 }));

        Assert.Equal(0, (await ImportAsync()).ExitCode);
        Assert.Equal(["_Conversation.bson 1: it is no row of _Conversation"], Refusals());
        Assert.Null(await ConversationAsync(Room));
    }

    [Fact]
    public async Task A_dump_that_ends_early_is_not_whole_and_what_came_before_counts()
    {
        var document = Packing.Bson(new BsonDocument { ["_id"] = new ObjectId(Room), ["tr"] = true });
        WriteBytes("_Conversation.bson", [.. document, .. document[..10]]);

        Assert.Equal(1, (await ImportAsync()).ExitCode);
        Assert.True((await ConversationAsync(Room))!.IsTransient);
        Assert.Equal([$"_Conversation.bson ends in the middle of a document, which begins at byte {document.Length}. What came before counts; get the file " +
            "anew."], Faults());
    }

    [Fact]
    public async Task A_body_that_only_looks_like_a_typed_message_stays_the_text_that_it_is_and_is_remarked()
    {
        const string Broken = """{"_lctype":-1,"_lctext":"cut o""";
        Write("messages.jsonl", MessageRow("a", 1_780_000_000_000, Broken));

        await ImportAsync();

        var message = Assert.Single(await HistoryAsync());
        Assert.Equal((Broken, null), (message.Data, message.MessageType));
        Assert.Equal("its data looks like a typed message, but is no JSON with a type: it stays the text that it is", Report().GetProperty("remarks")[0]
            .GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Half_an_emoji_becomes_a_mark_as_everywhere()
    {
        Write("messages.jsonl", MessageRow("a", 1_780_000_000_000).Replace("hello", "\\ud83d\\ude00 \\ud83d \\\\ud83d", StringComparison.Ordinal));

        await ImportAsync();

        Assert.Equal(["😀 \uFFFD \\ud83d"], (await HistoryAsync()).Select(message => message.Data));
    }

    [Fact]
    public async Task A_conversation_with_a_date_beyond_the_calendar_comes_with_its_messages()
    {
        Write("conversations.jsonl", ChatRow().Replace("2026-01-12T08", "12026-01-12T08", StringComparison.Ordinal));
        Write("messages.jsonl", MessageRow("a", 1_780_000_000_000));

        Assert.Equal(0, (await ImportAsync()).ExitCode);
        Assert.Equal("a", await IdsAsync());
        Assert.Equal("createdAt is no time between the years 1 and 9999, and was left out.", Report().GetProperty("remarks")[0].GetProperty("reason")
            .GetString());
    }

    [Fact]
    public async Task A_server_that_runs_on_the_data_is_told_clearly()
    {
        await using var store = await SqliteMessageStore.OpenAsync(Path.Combine(Data, "leanrx.db"));

        var error = await Assert.ThrowsAsync<ToolException>(() => ImportAsync());

        Assert.Contains("a server is running on it, or another import: stop it first", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_full_disk_is_told_clearly_and_going_on_afterwards_works()
    {
        Write("messages.jsonl", [.. Enumerable.Range(0, 65_000).Select(number => MessageRow($"m{number:D5}", 1_780_000_000_000 + number))]);
        var full = new FullStore(new InMemoryMessageStore(), afterBatches: 2);
        using var output = new StringWriter();
        var settings = new ImportSettings([Export], Data, App, null, null, null, IsCheck: false);

        var error = await Assert.ThrowsAsync<ToolException>(() =>
            Import.RunAsync(settings, full, null!, output, TextWriter.Null, TestContext.Current.CancellationToken));

        Assert.StartsWith($"--data {Data}: cannot be written: SQLite Error 13: 'database or disk is full'.", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("What was stored until then is whole. When there is room again, run the same command: it goes on from there.", error.Message,
            StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Failure, error.ExitCode);
        Assert.Equal(60_000, await full.Messages.CountAsync(App, Chat, "Jerry", 0, 100_000, TestContext.Current.CancellationToken));

        full.HasRoom = true;
        Assert.Equal(0, await Import.RunAsync(settings, full, null!, output, TextWriter.Null, TestContext.Current.CancellationToken));
        Assert.Equal(65_000, await full.Messages.CountAsync(App, Chat, "Jerry", 0, 100_000, TestContext.Current.CancellationToken));
    }
}
