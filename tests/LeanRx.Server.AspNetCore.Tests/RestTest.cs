using System.Net;
using System.Text;
using System.Text.Json;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Calls of the REST interface, as an operator's backend makes them (protocol.md §10).</summary>
public abstract class RestTest : ServerTest
{
    protected const string Master = "demo-master-key,master";

    /// <summary>Paths leave as they are written: a client that shortens them would hide what a server makes of them.</summary>
    static readonly UriCreationOptions s_asWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    protected Task<HttpResponseMessage> CallAsync(LeanServer server, string method, string path, string? body = null, string? key = Master) =>
        CallAsync(server.Url, method, path, body, key);

    protected async Task<HttpResponseMessage> CallAsync(Uri url, string method, string path, string? body = null, string? key = Master)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(url.GetLeftPart(UriPartial.Authority) + path, s_asWritten));
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (key is not null)
        {
            request.Headers.Add("X-LC-Id", "demo");
            request.Headers.Add("X-LC-Key", key);
        }

        return await Http.SendAsync(request, Patience);
    }

    protected async Task<JsonElement> AskAsync(LeanServer server, string method, string path, string? body = null, string? key = Master)
    {
        using var answer = await CallAsync(server, method, path, body, key);
        var text = await answer.Content.ReadAsStringAsync(Patience);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{method} {path}: {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    /// <summary>The status and the code of a refusal.</summary>
    protected async Task<(HttpStatusCode Status, int Code)> RefusalAsync(LeanServer server, string method, string path, string? body = null,
        string? key = Master)
    {
        using var answer = await CallAsync(server, method, path, body, key);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Patience));
        Assert.False(string.IsNullOrEmpty(document.RootElement.GetProperty("error").GetString()));
        return (answer.StatusCode, document.RootElement.GetProperty("code").GetInt32());
    }

    protected async Task<string> CreateAsync(LeanServer server, string kind, string body) =>
        (await AskAsync(server, "POST", $"/1.2/rtm/{kind}", body)).GetProperty("objectId").GetString()!;

    protected async Task<RawClient> LoginAsync(LeanServer server, string clientId)
    {
        var client = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, "lc.json.3"));
        await client.SendAsync($$"""{"cmd":"session","op":"open","appId":"demo","peerId":"{{clientId}}","configBitmap":1,"i":1}""");
        await client.ReceiveAsync(frame => frame.TryGetProperty("op", out var operation) && operation.GetString() == "opened");
        return client;
    }

    protected static Task<JsonElement> ReceiveAsync(RawClient client, string command, string? operation = null) =>
        client.ReceiveAsync(frame => frame.GetProperty("cmd").GetString() == command
            && (operation is null || frame.GetProperty("op").GetString() == operation));

    protected static string?[] Texts(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetString())];
}
