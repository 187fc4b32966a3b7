using System.Text;
using System.Text.Json;
using LeanRx.Cli.Archive;

namespace LeanRx.Cli.Tests.Archive;

public sealed class ArchiveTests : IDisposable
{
    readonly string _directory = Directory.CreateTempSubdirectory("leanrx-archive-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("""{ "b" : 1.0, "a":[ {"z":null,"y":"x"} ,true] }""", """{"a":[{"y":"x","z":null},true],"b":1.0}""")]
    [InlineData("""{"a":"\u4e2d\/<>&'+\u00e9"}""", """{"a":"中/<>&'+é"}""")]
    [InlineData("""{"a":"line\nend\t\"quoted\" \\ \u0001"}""", """{"a":"line\nend\t\"quoted\" \\ \u0001"}""")]
    [InlineData("""{"a":"😀 \ud83d\ude00"}""", """{"a":"\uD83D\uDE00 \uD83D\uDE00"}""")]
    [InlineData("""{"a":"half \ud83d"}""", """{"a":"half \ud83d"}""")]
    [InlineData("""{"a":123456789012345678901234567890e-3}""", """{"a":123456789012345678901234567890e-3}""")]
    public void Equal_content_is_equal_bytes(string given, string row)
    {
        Assert.Equal(row, Canonical(given));
        Assert.Equal(row, Canonical(row));
    }

    [Fact]
    public void What_was_not_committed_is_cut_off_when_the_work_goes_on()
    {
        var path = Path.Combine(_directory, "rows.jsonl");
        long whole;
        using (var file = RowFile.Open(path, 0))
        {
            file.Add("{\"a\":1}"u8);
            whole = file.Commit();
            file.Add("{\"a\":2}"u8);
            file.Commit();
        }
        File.AppendAllText(path, "{\"a\":");

        using (var file = RowFile.Open(path, whole))
        {
            file.Add("{\"a\":3}"u8);
            file.Commit();
        }

        Assert.Equal("{\"a\":1}\n{\"a\":3}\n", File.ReadAllText(path));
    }

    [Fact]
    public void A_file_that_is_shorter_than_what_was_written_is_not_gone_on_with() =>
        Assert.Contains("rows.jsonl has 0 bytes, and 5 were written",
            Assert.Throws<InvalidDataException>(() => RowFile.Open(Path.Combine(_directory, "rows.jsonl"), 5)).Message);

    [Fact]
    public void Lines_are_read_one_after_another_and_the_last_one_may_be_cut_off()
    {
        var longLine = new string('x', 700_000);
        var rows = RowReader.Read(new MemoryStream(Encoding.UTF8.GetBytes($"a\r\n\n{longLine}\nlast")))
            .Select(row => (row.Number, row.Offset, Encoding.UTF8.GetString(row.Text.Span), row.IsWhole)).ToList();
        Assert.Equal([(1, 0, "a", true), (2, 3, "", true), (3, 4, longLine, true), (4, 700_005, "last", false)], rows);
    }

    [Fact]
    public void A_line_that_no_row_can_be_costs_itself_alone()
    {
        var endless = new string('x', RowReader.MaxLineBytes + 1_000_000);
        var rows = RowReader.Read(new MemoryStream(Encoding.UTF8.GetBytes($"a\n{endless}\nb\n")))
            .Select(row => (row.Number, Encoding.UTF8.GetString(row.Text.Span), row.IsWhole)).ToList();
        Assert.Equal([(1, "a", true), (2, "", false), (3, "b", true)], rows);
    }

    [Fact]
    public void An_unfinished_archive_is_read_as_far_as_its_cursor_says()
    {
        File.WriteAllText(Path.Combine(_directory, ArchiveFile.Messages), "{\"a\":1}\n{\"a\":2}\n{\"a\"");
        File.WriteAllText(Path.Combine(_directory, ArchiveFile.Cursor), """{"whole":{"messages.jsonl":8}}""");

        var archive = ArchiveReader.Open(_directory);

        Assert.Null(archive.Manifest);
        Assert.Equal(["{\"a\":1}"], archive.Rows(ArchiveFile.Messages).Select(row => Encoding.UTF8.GetString(row.Text.Span)));
        Assert.Empty(archive.Rows(ArchiveFile.Blocks));
    }

    [Fact]
    public void A_manifest_is_read_as_it_was_written_and_one_of_a_later_version_is_refused()
    {
        var manifest = new ArchiveManifest(new Dictionary<string, ArchiveManifest.Entry>
        {
            [ArchiveFile.Blocks] = new(2, 30, "ab"),
            [ArchiveFile.Messages] = new(0, 0, "cd")
        }, 3, 4_000_000_000);
        manifest.Write(_directory);

        var read = ArchiveManifest.Find(_directory)!;
        Assert.Equal(manifest.Files, read.Files);
        Assert.Equal((3, 4_000_000_000), (read.ContentCount, read.ContentBytes));

        var path = Path.Combine(_directory, ArchiveFile.Manifest);
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal));
        Assert.Contains("it is of version 2, and this tool knows version 1",
            Assert.Throws<InvalidDataException>(() => ArchiveManifest.Find(_directory)).Message);
    }

    [Fact]
    public void The_hash_of_a_conversation_tells_each_change_and_the_order()
    {
        MessageRow first = new(1, "a", "c", "Tom", "hi", false), second = new(1, "b", "c", "Tom", "ho", false);
        Assert.Equal([new("c", 2, "f1b56aa5a3955913221500264716c31a94bd5fb4bcac858ec9e41d79960ad136"), new("d", 1, HashOf(first))],
            HashesOf(first, second, first with { ConversationId = "d" }));
        string[] hashes = [HashOf(first, second), HashOf(second, first), HashOf(first), HashOf(first with { Timestamp = 2 }),
            HashOf(first with { From = "T", Data = "omhi" }), HashOf(first with { IsBinary = true }), HashOf(first with { Id = "b" })];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void A_hash_row_is_read_as_it_was_written()
    {
        var hash = new ConversationHash("5f", 12, "ab");
        Assert.Equal("""{"conv_id":"5f","messages":12,"sha256":"ab"}""", Encoding.UTF8.GetString(hash.ToRow()));
        Assert.Equal(hash, ConversationHash.Of(hash.ToRow()));
        Assert.Throws<JsonException>(() => ConversationHash.Of("""{"conv_id":"5f"}"""u8.ToArray()));
    }

    [Theory]
    [InlineData("""[]""", "it is no JSON object")]
    [InlineData("""{"timestamp":"1"}""", "it has no timestamp in milliseconds")]
    [InlineData("""{"timestamp":1.5,"msg-id":"m"}""", "it has no timestamp in milliseconds")]
    [InlineData("""{"timestamp":1,"msg-id":""}""", "it has no msg-id")]
    [InlineData("""{"timestamp":1,"msg-id":"m"}""", "it has no conv-id")]
    [InlineData("""{"timestamp":1,"msg-id":"m","conv-id":"c","data":{}}""", "its data is no text")]
    [InlineData("""{"timestamp":1,"msg-id":"m","conv-id":"c","data":"\ud83d"}""", "it holds a number or a text that cannot be read")]
    public void What_is_no_record_is_told(string json, string fault)
    {
        using var document = JsonDocument.Parse(json);
        Assert.Null(MessageRow.TryRead(document.RootElement, out var told));
        Assert.Equal(fault, told);
    }

    [Fact]
    public void A_record_says_what_it_must()
    {
        using var document = JsonDocument.Parse("""{"timestamp":5,"msg-id":"m","conv-id":"c","data":"aGk=","from":"Tom","bin":true,"to":"c"}""");
        Assert.Equal(new MessageRow(5, "m", "c", "Tom", "aGk=", true), MessageRow.TryRead(document.RootElement, out _));
    }

    static string HashOf(params MessageRow[] messages) => HashesOf(messages).Single().Sha256;

    static List<ConversationHash> HashesOf(params MessageRow[] messages)
    {
        var hashes = new ConversationHashes();
        foreach (var message in messages)
            hashes.Add(message);
        return [.. hashes.InOrder()];
    }

    static string Canonical(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Encoding.UTF8.GetString(CanonicalJson.Of(document.RootElement));
    }
}
