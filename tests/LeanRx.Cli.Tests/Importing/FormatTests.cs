using System.Text;
using LeanRx.Cli.Archive;
using LeanRx.Cli.Common;
using MongoDB.Bson;

namespace LeanRx.Cli.Tests.Importing;

/// <summary>Every form in which an export comes.</summary>
public sealed class FormatTests : ImportTest
{
    static readonly string s_rows = $"{MessageRow("a", 1_780_000_000_000)}\n{MessageRow("b", 1_780_000_000_001, "{\"[]}")}\n";

    static readonly string s_list = $"[\n  {MessageRow("a", 1_780_000_000_000)},\n  {MessageRow("b", 1_780_000_000_001, "{\"[]}")}\n]\n";

    public static TheoryData<string, string> Texts => new()
    {
        { "messages.jsonl", s_rows },
        { "pages/page-1.json", s_list },
        { "history.json", s_list.ReplaceLineEndings("") },
        { "history.jsonl", "\uFEFF" + s_rows },
        { "history.jsonl", s_list.ReplaceLineEndings("") + "\n" + s_list.ReplaceLineEndings("") },
        { "history.json", "{\"results\":" + s_list + "}" },
        { "history.json", "  { \"results\" : " + s_list + ", \"cursor\": \"{[\" }\n{\"results\":[]}" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task Rows_may_be_lines_lists_or_results(string name, string text)
    {
        Write("_Conversation.jsonl", ChatRow());
        WriteText(name, text);

        Assert.Equal(0, (await ImportAsync()).ExitCode);
        Assert.Equal("a b", await IdsAsync());
        Assert.Empty(Refusals());
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task All_of_it_may_be_packed(string name, string text)
    {
        WriteBytes("export.tar.gz",
            Packing.Tar(("./demo/_Conversation.0.jsonl", Encoding.UTF8.GetBytes(ChatRow() + "\n")), ($"./demo/{name}", Encoding.UTF8.GetBytes(text))));

        Assert.Equal(0, (await ImportAsync(settings => settings with { Paths = [Path.Combine(Export, "export.tar.gz")] })).ExitCode);
        Assert.Equal("a b", await IdsAsync());
        // A folder of packed files does as well.
        Assert.Equal(0, (await ImportAsync()).ExitCode);
        Assert.Equal(0, Report().GetProperty("rows").GetProperty("messages").GetProperty("new").GetInt32());
    }

    [Fact]
    public async Task Several_files_belong_together()
    {
        var table = Write("table.json", $"[{ChatRow()}]");
        var page = Write("page.json", $"[{MessageRow("a", 1_780_000_000_000)}]");

        Assert.Equal(0, (await ImportAsync(settings => settings with { Paths = [page, table] })).ExitCode);
        Assert.Equal("a", await IdsAsync());
    }

    [Fact]
    public async Task A_row_larger_than_a_buffer_is_read_in_a_list_too()
    {
        var text = new string('x', 1_000_000);
        Write("_Conversation.jsonl", ChatRow());
        WriteText("page.json", $"[{MessageRow("a", 1_780_000_000_000, text)},{MessageRow("b", 1_780_000_000_001)}]");

        Assert.Equal(0, (await ImportAsync()).ExitCode);
        Assert.Equal([1_000_000, 5], (await HistoryAsync()).Select(message => message.Data.Length));
    }

    [Fact]
    public async Task A_backup_in_BSON_gives_conversations_and_messages_to_services()
    {
        WriteBytes("dump/_Conversation.bson", Packing.Bson(
            new BsonDocument
            {
                ["_id"] = new ObjectId(Chat),
                ["name"] = "chat",
                ["c"] = "Tom",
                ["m"] = new BsonArray { "Tom", "Jerry" },
                ["mu"] = new BsonArray(),
                ["tr"] = false,
                ["attr"] = new BsonDocument { ["n"] = 5L, ["d"] = 1.5, ["x"] = BsonNull.Value },
                ["lm"] = new BsonDateTime(1_780_000_000_001),
                ["createdAt"] = new BsonDateTime(1_770_000_000_123),
                ["updatedAt"] = new BsonDateTime(1_770_000_000_456),
                ["level"] = 7,
                ["when"] = new BsonDateTime(1_780_000_000_002),
                ["bytes"] = new BsonBinaryData([1, 2]),
            },
            new BsonDocument { ["_id"] = new ObjectId(Service), ["sys"] = true, ["updatedAt"] = new BsonDateTime(long.MaxValue) }));
        WriteBytes("dump/_SysMessage.bson.gz", Packing.Gzip(Packing.Bson(new BsonDocument
        {
            ["_id"] = new ObjectId(Room),
            ["msgId"] = "m",
            ["from"] = "Tom",
            ["bin"] = false,
            ["data"] = "hello",
            ["timestamp"] = 1_780_000_000_000L,
            ["conv"] = new BsonDocument { ["$ref"] = "_Conversation", ["$id"] = new ObjectId(Service) },
        })));

        Assert.Equal(0, (await ImportAsync()).ExitCode);

        var chat = (await ConversationAsync())!;
        Assert.Equal(("chat", "Tom Jerry", 1_770_000_000_123, 1_770_000_000_456, 1_780_000_000_001),
            (chat.Name, string.Join(' ', chat.Members), chat.CreatedAt, chat.UpdatedAt, chat.LastMessageAt));
        Assert.Equal("""{"n":5,"d":1.5,"x":null}""", chat.Attributes!.Value.GetRawText());
        Assert.Equal(
            """bytes={"__type":"Bytes","base64":"AQI="} level=7 when={"__type":"Date","iso":"2026-05-28T20:26:40.002Z"}""",
            string.Join(' ', chat.Columns.Select(column => $"{column.Key}={column.Value.GetRawText()}")));
        Assert.Equal([("m", "Tom")], (await HistoryAsync(Service, "Tom")).Select(message => (message.Id, message.From)));
        Assert.Empty(await HistoryAsync(Service, "Jerry"));
    }

    [Fact]
    public async Task Of_an_export_under_way_what_is_whole_counts()
    {
        var first = MessageRow("a", 1_780_000_000_000) + "\n";
        Write(ArchiveFile.Conversations, ChatRow());
        WriteText(ArchiveFile.Messages, first + MessageRow("b", 1_780_000_000_001) + "\n");
        WriteText(ArchiveFile.Cursor, $$$"""{"whole":{"{{{ArchiveFile.Messages}}}":{{{Encoding.UTF8.GetByteCount(first)}}}}}""");

        Assert.Equal(0, (await ImportAsync()).ExitCode);

        Assert.Equal("a", await IdsAsync());
        Assert.Contains("the export is under way or was interrupted", Report().GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_is_not_there_is_an_error_of_one_line()
    {
        var error = await Assert.ThrowsAsync<ToolException>(() => ImportAsync(settings => settings with { Paths = [Elsewhere("nothing")] }));
        Assert.Equal($"{Elsewhere("nothing")}: there is no such file or folder", error.Message);
    }
}
