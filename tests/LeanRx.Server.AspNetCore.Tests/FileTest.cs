using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Uploads step by step, as an original SDK does (protocol.md §9.2).</summary>
public abstract class FileTest : ServerTest
{
    protected static readonly AppOptions Other = new() { ApplicationId = "other", ApplicationKey = "other-key", MasterKey = "other-master" };

    protected string Data { get; } = Directory.CreateTempSubdirectory("leanrx-file-tests-").FullName;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(Data, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected Task<LeanServer> StartWithFilesAsync(Func<LeanServerOptions, LeanServerOptions>? change = null)
    {
        var options = new LeanServerOptions { Files = DirectoryFileStore.Open(Data), Engine = new ServerOptions { Apps = [AppOptions.Demo, Other] } };
        return StartAsync(change?.Invoke(options) ?? options);
    }

    protected static void Sign(HttpRequestMessage request, string id = "demo", string key = "demo-key")
    {
        request.Headers.Add("X-LC-Id", id);
        request.Headers.Add("X-LC-Key", key);
    }

    protected async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri address, HttpContent? content = null,
        Action<HttpRequestMessage>? configure = null)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        configure?.Invoke(request);
        return await Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Patience);
    }

    protected Task<HttpResponseMessage> AskAsync(LeanServer server, string body, Action<HttpRequestMessage>? sign = null) =>
        SendAsync(HttpMethod.Post, new Uri(server.Url, "/1.1/fileTokens"), new StringContent(body, Encoding.UTF8, "application/json"), sign
            ?? (request => Sign(request)));

    protected async Task<JsonElement> TokenAsync(LeanServer server, string body = """{"name":"k.png","mime_type":"image/png","metaData":{"size":4}}""",
        Action<HttpRequestMessage>? sign = null)
    {
        using var answer = await AskAsync(server, body, sign);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Patience));
        return await JsonOfAsync(answer);
    }

    protected async Task<JsonElement> JsonOfAsync(HttpResponseMessage answer)
    {
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Patience));
        return document.RootElement.Clone();
    }

    protected Task<HttpResponseMessage> PutAsync(JsonElement token, byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(token.GetProperty("mime_type").GetString()!);
        return SendAsync(HttpMethod.Put, new Uri(token.GetProperty("upload_url").GetString()!), content, request =>
            request.Headers.CacheControl = CacheControlHeaderValue.Parse("public, max-age=31536000"));
    }

    protected Task<HttpResponseMessage> ConfirmAsync(LeanServer server, JsonElement token, bool result = true, Action<HttpRequestMessage>? sign = null) =>
        SendAsync(HttpMethod.Post, new Uri(server.Url, "/1.1/fileCallback"),
            new StringContent($$"""{"token":"{{token.GetProperty("token").GetString()}}","result":{{(result ? "true" : "false")}}}"""), sign
            ?? (request => Sign(request)));

    /// <summary>Uploads a file and gives its address.</summary>
    protected async Task<Uri> UploadAsync(LeanServer server, byte[] bytes, string body = """{"name":"k.png","mime_type":"image/png"}""")
    {
        var token = await TokenAsync(server, body);
        using var put = await PutAsync(token, bytes);
        Assert.True(put.IsSuccessStatusCode);
        return new Uri(token.GetProperty("url").GetString()!);
    }

    /// <summary>The files of users below the data directory: no locks, no empty directories.</summary>
    protected string[] Kept() =>
        [.. Directory.EnumerateFiles(Data, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Data, file)).Where(file => file != "lock")];
}
