using System.Net;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>What is served at <c>/admin</c>, and to whom.</summary>
public class AdminPageTests : ServerTest
{
    static readonly string[] s_files = ["admin.css", "admin.js", "api.js", "clients.js", "conversations.js", "dialogs.js", "dom.js", "format.js", "icon.svg",
        "overview.js", "plots.js"];

    Task<LeanServer> StartWithPageAsync() => StartAsync(new LeanServerOptions { AdminPage = true });

    async Task<HttpResponseMessage> AskAsync(LeanServer server, string path, string? origin = null, string method = "GET", string? tag = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(server.Url, path));
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        return await Http.SendAsync(request, Patience);
    }

    [Theory]
    [InlineData("/admin")]
    [InlineData("/admin/admin.js")]
    public async Task There_is_no_page_unless_it_is_wanted(string path)
    {
        using var answer = await AskAsync(await StartAsync(), path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_page_and_all_that_it_loads_come_from_the_server_itself_under_a_strict_policy()
    {
        var server = await StartWithPageAsync();
        using var page = await AskAsync(server, "/admin");
        Assert.Equal("text/html; charset=utf-8", page.Content.Headers.ContentType!.ToString());
        var html = await page.Content.ReadAsStringAsync(Patience);
        Assert.DoesNotContain("//", html.Replace("</", "", StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (var file in s_files.Select(file => $"/admin/{file}").Append("/admin"))
        {
            using var answer = await AskAsync(server, file);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
                "frame-ancestors 'none'", Header("Content-Security-Policy"));
            Assert.Equal(("nosniff", "DENY", "same-origin", "same-origin", "no-referrer"), (Header("X-Content-Type-Options"), Header("X-Frame-Options"),
                Header("Cross-Origin-Resource-Policy"), Header("Cross-Origin-Opener-Policy"), Header("Referrer-Policy")));
            Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));

            string Header(string name) => Assert.Single(answer.Headers.GetValues(name));
        }
        foreach (var nothing in new[] { "/admin/admin.html", "/admin/nothing.js", "/admin/..%2fapi.js" })
        {
            using var answer = await AskAsync(server, nothing);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task Pages_of_other_origins_get_nothing_of_it()
    {
        var server = await StartWithPageAsync();
        foreach (var origin in new[] { "https://evil.example.com", "null", $"https://127.0.0.1:{server.Url.Port}", "http://127.0.0.1" })
        {
            using var answer = await AskAsync(server, "/admin/api.js", origin);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        }
        using var own = await AskAsync(server, "/admin/api.js", $"http://127.0.0.1:{server.Url.Port}");
        Assert.Equal(HttpStatusCode.OK, own.StatusCode);
        foreach (var method in new[] { "OPTIONS", "POST", "DELETE" })
        {
            using var answer = await AskAsync(server, "/admin", "https://evil.example.com", method);
            Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        }
    }

    [Fact]
    public async Task What_a_browser_has_already_is_not_sent_again()
    {
        var server = await StartWithPageAsync();
        using var first = await AskAsync(server, "/admin/admin.js");
        using var second = await AskAsync(server, "/admin/admin.js", tag: first.Headers.ETag!.Tag);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync(Patience));
        using var head = await AskAsync(server, "/admin/admin.js", method: "HEAD");
        Assert.Equal((HttpStatusCode.OK, first.Content.Headers.ContentLength), (head.StatusCode, head.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task A_slash_at_the_end_leads_to_the_page()
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        var server = await StartWithPageAsync();
        using var answer = await client.GetAsync(new Uri(server.Url, "/admin/"), Patience);
        Assert.Equal((HttpStatusCode.PermanentRedirect, "../admin"), (answer.StatusCode, answer.Headers.Location!.OriginalString));
    }

    [Fact]
    public async Task An_application_that_names_its_origins_is_asked_by_the_page_and_by_nobody_else()
    {
        var app = AppOptions.Demo with { AllowedOrigins = ["https://chat.example.com"] };
        foreach (var (hasPage, expected) in new[] { (true, HttpStatusCode.OK), (false, HttpStatusCode.Unauthorized) })
        {
            var server = await StartAsync(new LeanServerOptions { AdminPage = hasPage, Engine = new ServerOptions { Apps = [app] } });
            Assert.Equal(expected, await StatsAsync(server, $"http://127.0.0.1:{server.Url.Port}"));
            Assert.Equal(HttpStatusCode.Unauthorized, await StatsAsync(server, "https://evil.example.com"));
            Assert.Equal(HttpStatusCode.OK, await StatsAsync(server, "https://chat.example.com"));
        }

        async Task<HttpStatusCode> StatsAsync(LeanServer server, string origin)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Url, "/1.2/rtm/stats"));
            request.Headers.Add("X-LC-Id", "demo");
            request.Headers.Add("X-LC-Key", "demo-master-key,master");
            request.Headers.Add("Origin", origin);
            using var answer = await Http.SendAsync(request, Patience);
            return answer.StatusCode;
        }
    }
}
