using System.Net;
using System.Text.Json;

namespace LeanRx.Server.AspNetCore.Tests;

public class RouteTests : ServerTest
{
    [Fact]
    public async Task The_route_has_all_four_fields()
    {
        var server = await StartAsync();
        var route = await GetJsonAsync(server, "/v1/route?appId=demo");

        var url = $"ws://127.0.0.1:{server.Url.Port}/";
        Assert.Equal(["groupId", "server", "secondary", "ttl"], route.EnumerateObject().Select(member => member.Name));
        Assert.Equal("g0", route.GetProperty("groupId").GetString());
        Assert.Equal(url, route.GetProperty("server").GetString());
        Assert.Equal(url, route.GetProperty("secondary").GetString());
        Assert.Equal(3600, route.GetProperty("ttl").GetInt32());
    }

    [Theory]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("false")]
    public async Task On_plain_http_the_scheme_is_ws_whatever_secure_says(string secure)
    {
        var server = await StartAsync();
        var route = await GetJsonAsync(server, $"/v1/route?appId=demo&secure={secure}&_t=1700000000000");
        Assert.StartsWith("ws://", route.GetProperty("server").GetString());
    }

    [Fact]
    public async Task The_host_of_the_route_is_the_one_that_the_client_used()
    {
        var server = await StartAsync();
        var route = await GetJsonAsync(server, "/v1/route?appId=demo", request => request.Headers.Host = "chat.example.com:8080");
        Assert.Equal("ws://chat.example.com:8080/", route.GetProperty("server").GetString());
    }

    [Theory]
    [InlineData(null, "https", "chat.example.com", "wss://chat.example.com/")]
    [InlineData("9.9.9.9", "https", null, "wss://127.0.0.1:PORT/")]
    [InlineData("9.9.9.9", "https", "chat.example.com:8443", "wss://chat.example.com:8443/")]
    // What the client itself claims stands to the left of what the proxy says.
    [InlineData("8.8.8.8, 9.9.9.9", "http, https", "evil.example, chat.example.com", "wss://chat.example.com/")]
    // A chain of known proxies: each is believed about the next.
    [InlineData("8.8.8.8, 9.9.9.9, 10.1.2.3", "ftp, https, http", "evil.example, chat.example.com, inner.example", "wss://chat.example.com/")]
    [InlineData("9.9.9.9, nowhere", "https, http", "chat.example.com, inner.example", "ws://127.0.0.1:PORT/")]
    public async Task What_a_known_proxy_says_of_the_request_is_believed(string? @for, string proto, string? host, string expected)
    {
        var server = await StartAsync(new LeanServerOptions { KnownProxies = ["127.0.0.1", "10.0.0.0/8", "::1"] });
        var route = await GetJsonAsync(server, "/v1/route?appId=demo", request => Forward(request, @for, proto, host));
        Assert.Equal(expected.Replace("PORT", $"{server.Url.Port}", StringComparison.Ordinal), route.GetProperty("server").GetString());
    }

    [Theory]
    [InlineData]
    [InlineData("10.0.0.0/8", "192.168.1.1")]
    public async Task What_anybody_else_says_is_not(params string[] known)
    {
        var server = await StartAsync(new LeanServerOptions { KnownProxies = known });
        var route = await GetJsonAsync(server, "/v1/route?appId=demo", request => Forward(request, "127.0.0.1", "https", "chat.example.com"));
        Assert.Equal($"ws://127.0.0.1:{server.Url.Port}/", route.GetProperty("server").GetString());
    }

    [Theory]
    [InlineData("proxy.example")]
    [InlineData("10.0.0.0/33")]
    [InlineData("")]
    public async Task A_proxy_that_is_no_address_is_refused_by_name(string proxy) =>
        Assert.Contains($"KnownProxies has '{proxy}'",
            (await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(new LeanServerOptions { KnownProxies = [proxy] }))).Message);

    static void Forward(HttpRequestMessage request, string? @for, string proto, string? host)
    {
        foreach (var (name, value) in new[] { ("For", @for), ("Proto", proto), ("Host", host), ("Prefix", "/evil") })
        {
            if (value is not null)
                request.Headers.TryAddWithoutValidation("X-Forwarded-" + name, value);
        }
    }

    [Theory]
    [InlineData("https://chat.example.com", "wss://chat.example.com/", "chat.example.com")]
    [InlineData("wss://chat.example.com:8443/im/", "wss://chat.example.com:8443/im/", "chat.example.com:8443/im")]
    [InlineData("http://10.0.0.7:3000", "ws://10.0.0.7:3000/", "10.0.0.7:3000")]
    public async Task A_public_URL_is_told_instead_of_the_host(string publicUrl, string webSocketUrl, string host)
    {
        var server = await StartAsync(new LeanServerOptions { PublicUrl = new Uri(publicUrl) });
        Assert.Equal(webSocketUrl, (await GetJsonAsync(server, "/v1/route?appId=demo")).GetProperty("server").GetString());
        Assert.Equal(host, (await GetJsonAsync(server, "/2/route?appId=demo")).GetProperty("rtm_router_server").GetString());
    }

    [Fact]
    public async Task The_application_router_points_at_the_server_itself()
    {
        var server = await StartAsync();
        var route = await GetJsonAsync(server, "/2/route?appId=demo");

        foreach (var name in new[] { "api_server", "rtm_router_server", "push_server", "push_router_server", "engine_server", "stats_server" })
            Assert.Equal($"127.0.0.1:{server.Url.Port}", route.GetProperty(name).GetString());
        Assert.Equal(3600, route.GetProperty("ttl").GetInt32());
    }

    [Theory]
    [InlineData("/v1/route?appId=nobody", HttpStatusCode.NotFound)]
    [InlineData("/2/route?appId=nobody", HttpStatusCode.NotFound)]
    [InlineData("/v1/route", HttpStatusCode.BadRequest)]
    [InlineData("/2/route?appId=", HttpStatusCode.BadRequest)]
    public async Task An_unknown_application_is_refused_in_json(string path, HttpStatusCode status)
    {
        var server = await StartAsync();
        using var answer = await Http.GetAsync(new Uri(server.Url, path), Patience);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Patience));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal(4100, body.RootElement.GetProperty("code").GetInt32());
        Assert.NotEqual("", body.RootElement.GetProperty("error").GetString());
    }

    [Fact]
    public async Task A_page_of_any_origin_may_ask()
    {
        var server = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Url, "/v1/route?appId=demo"));
        request.Headers.Add("Origin", "https://page.example.com");
        using var answer = await Http.SendAsync(request, Patience);
        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
    }

    [Fact]
    public async Task A_preflight_is_answered_with_the_headers_that_clients_send()
    {
        var server = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Options, new Uri(server.Url, "/v1/route"));
        request.Headers.Add("Origin", "https://page.example.com");
        request.Headers.Add("Access-Control-Request-Method", "GET");
        request.Headers.Add("Access-Control-Request-Headers", "x-lc-id");
        using var answer = await Http.SendAsync(request, Patience);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("GET, OPTIONS", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Methods")));
        var headers = Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Headers")).Split(", ");
        foreach (var name in new[] { "Content-Type", "X-LC-Id", "X-LC-Key", "X-LC-Sign", "X-LC-Session", "X-LC-IM-Session-Token", "X-LC-Prod", "X-LC-UA",
            "X-AVOSCloud-Application-Id" })
            Assert.Contains(name, headers);
    }

    [Fact]
    public async Task Health_is_ok_while_the_server_runs()
    {
        var server = await StartAsync();
        Assert.Equal("ok", (await GetJsonAsync(server, "/health")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_browser_sees_what_this_is()
    {
        var server = await StartAsync();
        Assert.Contains("LeanRx", await Http.GetStringAsync(server.Url, Patience));
    }
}
