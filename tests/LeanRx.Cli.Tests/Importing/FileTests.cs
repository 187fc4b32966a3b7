using LeanRx.Cli.Common;
using LeanRx.Cli.Importing;
using LeanRx.Cli.Importing.Context;
using LeanRx.Server;

namespace LeanRx.Cli.Tests.Importing;

/// <summary>Addresses of files in messages die with the cloud: they become those of the new server.</summary>
public sealed class FileTests : ImportTest
{
    const string File1 = "5f3a4b5c6d7e8f9001020304";
    const string Old = "https://lc-abc.cn-n1.lcfile.com/f7Kq/k.png";
    const string New = $"https://chat.example.com/files/demo/{File1}.png";

    public FileTests()
    {
        Write("conversations.jsonl", ChatRow());
        Write("files.jsonl",
            $$$"""{"objectId":"{{{File1}}}","name":"k.png","key":"f7Kq/k.png","url":"{{{Old}}}","mime_type":"image/png","metaData":{"size":3},"createdAt":"2026-01-12T08:00:00.000Z"}""");
        Write("messages.jsonl", MessageRow("a", 1_780_000_000_000, BodyOf(Old, File1)));
    }

    [Fact]
    public async Task Where_the_bytes_came_along_messages_name_them_on_the_new_server()
    {
        WriteBytes($"files/5f/{File1}", [1, 2, 3]);

        Assert.Equal(0, (await ImportAsync(PublicUrl)).ExitCode);

        Assert.Equal([BodyOf(New, File1)], (await HistoryAsync()).Select(message => message.Data));
        await using var files = DirectoryFileStore.Open(Path.Combine(Data, "files"));
        var file = (await files.FindAsync(App, File1, TestContext.Current.CancellationToken))!;
        Assert.Equal(("k.png", "image/png", 3, "2026-01-12T08:00:00.0000000+00:00"),
            (file.Name, file.ContentType, file.Length, file.CreatedAt.ToString("O", System.Globalization.CultureInfo.InvariantCulture)));
        await files.DisposeAsync();
        Assert.Equal(0, (await ImportAsync(PublicUrl)).ExitCode);
        Assert.Equal(1, Report().GetProperty("rows").GetProperty("content").GetProperty("known").GetInt32());
        Assert.Equal(0, (await ImportAsync(settings => PublicUrl(settings) with { IsCheck = true })).ExitCode);
    }

    [Fact]
    public async Task Bytes_that_came_packed_are_brought_in_too()
    {
        WriteBytes("export.tar.gz",
            Packing.Tar([.. new[] { "messages.jsonl", "conversations.jsonl", "files.jsonl" }.Select(name =>
            ($"out/{name}", File.ReadAllBytes(Path.Combine(Export, name)))), ($"out/files/5f/{File1}", [1, 2, 3])]));

        Assert.Equal(0, (await ImportAsync(settings => PublicUrl(settings) with { Paths = [Path.Combine(Export, "export.tar.gz")] })).ExitCode);
        Assert.Equal([BodyOf(New, File1)], (await HistoryAsync()).Select(message => message.Data));
    }

    [Fact]
    public async Task Bytes_without_the_url_of_the_server_are_refused_before_anything_is_written()
    {
        WriteBytes($"files/5f/{File1}", [1, 2, 3]);

        var error = await Assert.ThrowsAsync<ToolException>(() => ImportAsync());

        Assert.StartsWith("--public-url: the bytes of files came along; say under which URL", error.Message, StringComparison.Ordinal);
        Assert.Null(await ConversationAsync());
    }

    [Fact]
    public async Task Files_that_one_keeps_oneself_are_named_by_their_key()
    {
        Assert.Equal(0, (await ImportAsync(settings => settings with { FileUrl = new Uri("https://cdn.example.com/lc/") })).ExitCode);
        Assert.Equal([BodyOf("https://cdn.example.com/lc/f7Kq/k.png", File1)], (await HistoryAsync()).Select(message => message.Data));
    }

    [Theory]
    // Another host of the same file, and no id: the key and the address tell it.
    [InlineData("https://files.mine.example/f7Kq/k.png", File1, true)]
    [InlineData(Old, null, true)]
    // A foreign address stays, whatever file the message names.
    [InlineData("https://example.org/cat.png", File1, false)]
    [InlineData("https://example.org/cat.png", null, false)]
    [InlineData(Old, "5f3a4b5c6d7e8f90010203ff", false)]
    [InlineData("no address", File1, false)]
    public async Task An_address_is_replaced_where_it_is_the_files_own(string url, string? objectId, bool isReplaced)
    {
        WriteBytes($"files/5f/{File1}", [1, 2, 3]);
        Write("messages.jsonl", MessageRow("a", 1_780_000_000_000, BodyOf(url, objectId)));

        await ImportAsync(PublicUrl);

        Assert.Equal([BodyOf(isReplaced ? New : url, objectId)], (await HistoryAsync()).Select(message => message.Data));
        Assert.Equal(isReplaced ? 1 : 0, Report().GetProperty("addresses").GetProperty("rewritten").GetInt32());
    }

    [Fact]
    public async Task Addresses_that_stay_are_counted_by_their_host()
    {
        await ImportAsync();

        Assert.Equal([BodyOf(Old, File1)], (await HistoryAsync()).Select(message => message.Data));
        Assert.Equal(1, Report().GetProperty("addresses").GetProperty("left").GetProperty("lc-abc.cn-n1.lcfile.com").GetInt32());
    }

    [Theory]
    [InlineData("""{"_lcfile":5}""")]
    [InlineData("""{"_lcfile":{"url":7}}""")]
    [InlineData("""{"_lcfile":{"url":"https://a/b"}""")]
    [InlineData("""["_lcfile"]""")]
    [InlineData("_lcfile")]
    public async Task A_body_without_an_address_stays(string body)
    {
        Write("messages.jsonl", MessageRow("a", 1_780_000_000_000, body));
        await ImportAsync();
        Assert.Equal([body], (await HistoryAsync()).Select(message => message.Data));
    }

    [Fact]
    public async Task Bytes_without_a_row_are_refused()
    {
        Write("files.jsonl");
        WriteBytes($"files/5f/{File1}", [1, 2, 3]);

        await ImportAsync(PublicUrl);

        Assert.Equal([$"files/5f/{File1} 1: the export has no row of this file"], Refusals());
    }

    static ImportSettings PublicUrl(ImportSettings settings) => settings with { PublicUrl = new Uri("https://chat.example.com/") };

    static string BodyOf(string url, string? objectId) =>
        $$$"""{"_lctype":-2, "_lcfile":{"url":"{{{url}}}"{{{(objectId is null ? "" : $",\"objId\":\"{objectId}\"")}}},"metaData":{"name":"耗子"}},"_lctext":"\u4f60"}""";
}
