using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LeanRx.Cli.Archive;

namespace LeanRx.Cli.Tests.Exporting;

/// <summary>Nobody is locked in: what our own server gives can be brought in elsewhere, and is then the same.</summary>
public sealed class RoundTripTests : ToolTest
{
    const string App = "round-trip-app";

    readonly string _root = Directory.CreateTempSubdirectory("leanrx-round-").FullName;
    readonly HttpClient _http = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_root, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Exported_brought_into_an_empty_store_and_exported_again_it_is_the_same_bytes()
    {
        var apps = AppFile($"{App}:app-key:master-key");
        var (server, url) = await ServeAsync("--data", Folder("first"), "--app-file", apps);
        _http.DefaultRequestHeaders.Add("X-LC-Id", App);
        _http.DefaultRequestHeaders.Add("X-LC-Key", "master-key,master");
        await FillAsync(url);
        await ExportAsync(url, "one");
        server.Terminate();
        await server.WaitForExitAsync();

        var (imported, report, errors) =
            await ToolRun.RunAsync(Patience, "import", Folder("one"), "--data", Folder("second"), "--app", App, "--public-url",
            url.GetLeftPart(UriPartial.Authority));
        Assert.True(imported == 0, report + errors);
        var (check, differences, _) =
            await ToolRun.RunAsync(Patience, "import", Folder("one"), "--data", Folder("second"), "--app", App, "--public-url",
            url.GetLeftPart(UriPartial.Authority), "--check");
        Assert.True(check == 0, differences);
        var again = Start("serve", "--urls", url.AbsoluteUri, "--data", Folder("second"), "--app-file", apps);
        await again.ReadLineAsync();
        await ExportAsync(url, "two");

        foreach (var name in ArchiveFile.Rows)
            Assert.Equal(File.ReadAllText(Path.Combine(Folder("one"), name)), File.ReadAllText(Path.Combine(Folder("two"), name)));
        Assert.Equal(ExportTest.Content(Folder("one")), ExportTest.Content(Folder("two")));
        var manifest = ArchiveManifest.Find(Folder("two"))!;
        Assert.Equal((1, 5), (manifest.ContentCount, manifest.ContentBytes));
        Assert.All(manifest.Files.Where(file => file.Key != ArchiveFile.Conversations), file => Assert.NotEqual((file.Key, 0), (file.Key, file.Value.Rows)));
    }

    async Task ExportAsync(Uri url, string folder)
    {
        var (exitCode, output, errors) =
            await ToolRun.RunAsync(Patience, "export", "--from", url.AbsoluteUri, "--app", App, "--master-key-file", AppFile("master-key"), "--out",
            Folder(folder), "--files", "--rate", "1000");
        Assert.True(exitCode == 0, output + errors);
    }

    /// <summary>Something of everything that is exported.</summary>
    async Task FillAsync(Uri url)
    {
        var talk = await CreateAsync(url, "conversations",
            """{"m":["tom","jerry"],"c":"tom","name":"猫和鼠","attr":{"b":[1,{"y":1.50,"x":"😀"}],"a":null},"level":7,"unique":true}""");
        var silent = await CreateAsync(url, "conversations", """{"m":["spike"]}""");
        var room = await CreateAsync(url, "chatrooms", """{"name":"room"}""");
        var news = await CreateAsync(url, "service-conversations", """{"name":"news"}""");
        for (var number = 0; number < 30; number++)
            await AskAsync(url, "POST", $"/1.2/rtm/conversations/{talk}/messages",
                $$$"""{"from_client":"tom","message":"{\"_lctype\":-1,\"_lctext\":\"{{{number}}} 😀\"}"}""");
        await AskAsync(url, "POST", $"/1.2/rtm/conversations/{talk}/mutes", """{"client_ids":["jerry"]}""");
        await AskAsync(url, "POST", $"/1.2/rtm/chatrooms/{room}/messages", """{"from_client":"tom","message":"plain text"}""");
        await AskAsync(url, "POST", $"/1.2/rtm/conversations/{talk}/member-infos", """{"clientId":"jerry","role":"Manager"}""");
        await AskAsync(url, "POST", $"/1.2/rtm/conversations/{talk}/permanent-silenceds", """{"client_ids":["jerry"]}""");
        await AskAsync(url, "POST", $"/1.2/rtm/conversations/{silent}/blacklists", """{"client_ids":["butch","tyke"]}""");
        await AskAsync(url, "POST", $"/1.2/rtm/chatrooms/{room}/blacklists", """{"client_ids":["butch"]}""");
        foreach (var client in (string[])["tom", "jerry", "nibbles"])
            await AskAsync(url, "POST", $"/1.2/rtm/service-conversations/{news}/subscribers", $$"""{"client_id":"{{client}}"}""");
        await AskAsync(url, "POST", $"/1.2/rtm/service-conversations/{news}/messages",
            """{"from_client":"news","message":"for two","to_clients":["tom","spike"]}""");
        await AskAsync(url, "POST", $"/1.2/rtm/service-conversations/{news}/broadcasts", """{"from_client":"news","message":"for all subscribers"}""");
        await AskAsync(url, "POST", "/1.2/rtm/broadcasts", $$"""{"from_client":"news","conv_id":"{{news}}","message":"for everybody"}""");
        await UploadAsync(url, talk);
    }

    async Task UploadAsync(Uri url, string conversation)
    {
        var token = await AskAsync(url, "POST", "/1.1/fileTokens", """{"name":"k.png","mime_type":"image/png","metaData":{"size":5,"owner":"tom"}}""");
        using var bytes = new ByteArrayContent([1, 2, 3, 4, 5]);
        bytes.Headers.ContentType = new MediaTypeHeaderValue("image/png");
        using var put = await _http.PutAsync(new Uri(token.GetProperty("upload_url").GetString()!), bytes, Patience);
        put.EnsureSuccessStatusCode();
        var body = JsonSerializer
            .Serialize($$$"""{"_lctype":-2,"_lcfile":{"url":"{{{token.GetProperty("url").GetString()}}}","objId":"{{{token.GetProperty("objectId").GetString()}}}"}}""");
        await AskAsync(url, "POST", $"/1.2/rtm/conversations/{conversation}/messages", $$"""{"from_client":"tom","message":{{body}}}""");
    }

    async Task<string> CreateAsync(Uri url, string kind, string body) =>
        (await AskAsync(url, "POST", $"/1.2/rtm/{kind}", body)).GetProperty("objectId").GetString()!;

    async Task<JsonElement> AskAsync(Uri url, string method, string path, string body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method),
            new Uri(url, path))
        { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        using var answer = await _http.SendAsync(request, Patience);
        var text = await answer.Content.ReadAsStringAsync(Patience);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    string Folder(string name) => Path.Combine(_root, name);
}
