using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>
/// Files that would like to be pages, in a real browser and at the origin of an application around the server: none of them runs, whatever its type is said to
/// be and however the page takes it. Where all is tested, each kind of file is said to be of each type; otherwise each type is said of one kind.
/// </summary>
[Trait("Speed", "slow")]
public class BrowserTests : FileTest
{
    /// <summary>What each file does when it runs as a page, an image, a style or a script: it tells the application.</summary>
    const string Script = "new Image().src='/ran?by='+encodeURIComponent('ID')";

    static readonly (string Name, string Content)[] Kinds =
    [
        ("page.html", $"<!doctype html><script>{Script}</script>"),
        ("picture.svg", $"<svg xmlns='http://www.w3.org/2000/svg' onload=\"{Script}\"><script>{Script}</script></svg>"),
        ("page.xhtml", $"<html xmlns='http://www.w3.org/1999/xhtml'><script>{Script}</script></html>"),
        ("code.js", $"/*<!--*/{Script}//--><script>{Script}</script>"),
        ("style.css", "@import '/ran?by=ID';body{background:url('/ran?by=ID')}"),
    ];

    /// <summary>Types that browsers run, and spellings of them that slip through a comparison of texts.</summary>
    static readonly string?[] Types =
    [
        null, "", "text/html", " text/html", "\ttext/html", "text/html;", "text/html ;charset=utf-8", "text / html", "TEXT/HTML", "Text/Html;x=\"a,b\"",
            "text/html,image/png", "image/png,text/html",
        "image/png;a=\",text/html;\"", "text/html\u00a0", "text/html\0", "text/html/x", "/html", "text/", "html", "*/*", "text/*", "unknown/unknown",
            "application/unknown", "application/octet-stream",
        "image/svg+xml", " image/svg+xml", "IMAGE/SVG+XML;charset=utf-8", "image/svg", "text/xml", "application/xml", "application/xhtml+xml",
            "application/rss+xml", "application/mathml+xml", "text/xsl", "application/vnd.x+xml",
        "text/javascript", "application/javascript", "application/x-javascript", "text/ecmascript", "module", "text/css", "text/plain",
            "text/plain;charset=utf-7", "application/json", "application/pdf",
        "multipart/x-mixed-replace;boundary=a", "multipart/related", "message/rfc822", "application/x-mimearchive", "image/png", "image/gif", "audio/mpeg",
            "video/mp4",
    ];

    [Fact]
    public async Task No_file_of_any_type_in_any_spelling_runs_in_a_browser()
    {
        Assert.SkipUnless(Browser.Lack is null, Browser.Lack ?? "");
        var files = new ConcurrentQueue<string>();
        var ran = new ConcurrentDictionary<string, bool>();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var origin = await StartApplicationAsync(files, ran, done);

        foreach (var (number, (name, content)) in Kinds.Index())
            foreach (var type in Types.Where((_, index) => Amount.IsAll || index % Kinds.Length == number))
            {
                var id = $"{name} as {JsonSerializer.Serialize(type)}";
                files.Enqueue((await UploadAsync(origin, name, type,
                    content.Replace("ID", Uri.EscapeDataString(id).Replace("'", "%27", StringComparison.Ordinal), StringComparison.Ordinal))).PathAndQuery);
            }

        await using var browser = Browser.Open(new Uri(origin, "/page"));
        await done.Task.WaitAsync(TimeSpan.FromMinutes(4), TestContext.Current.CancellationToken);

        // The page itself runs, and shows that what it does is heard.
        Assert.True(ran.TryRemove("the page", out _));
        Assert.Equal("", string.Join("\n", ran.Keys));
    }

    /// <summary>An application of one's own, with the server at the same origin and a page that takes every file in every way.</summary>
    async Task<Uri> StartApplicationAsync(ConcurrentQueue<string> files, ConcurrentDictionary<string, bool> ran, TaskCompletionSource done)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddLeanRx(new LeanServerOptions { Files = DirectoryFileStore.Open(Data) });
        var application = builder.Build();
        application.Urls.Add("http://127.0.0.1:0");
        application.MapLeanRx();
        application.MapGet("/files-of-the-test.json", () => Results.Json(files));
        application.MapGet("/ran", (string by) => ran[by] = true);
        application.MapGet("/done", () => done.TrySetResult());
        application.MapGet("/page", () => Results.Content(Page, "text/html; charset=utf-8"));
        await application.StartAsync(Patience);
        return new Uri(Own(application).Urls.First());
    }

    const string Page = """
        <!doctype html><body><script>
        const wait = time => new Promise(resolve => setTimeout(resolve, time));
        const settled = element => new Promise(resolve => { element.onload = element.onerror = resolve; setTimeout(resolve, 1500); document.body.append(element); });
        const make = (name, attributes) => settled(Object.assign(document.createElement(name), attributes));
        (async () => {
            await fetch('/ran?by=the+page');
            const files = await (await fetch('/files-of-the-test.json')).json();
            const worker = async () => {
                for (let file; file = files.pop();) {
                    const frame = document.createElement('iframe');
                    const embed = document.createElement('embed');
                    frame.src = embed.src = file;
                    document.body.append(frame, embed);
                    await Promise.all([
                        make('img', { src: file }), make('script', { src: file }), make('script', { src: file, type: 'module' }), make('link', { rel: 'stylesheet', href: file }), make('object', { data: file }),
                        navigator.serviceWorker.register(file).catch(() => { }), import(file).catch(() => { })]);
                    await new Promise(resolve => { try { const w = new Worker(file); w.onerror = resolve; } catch { resolve(); } setTimeout(resolve, 200); });
                    await wait(50);
                    frame.remove();
                    embed.remove();
                }
            };
            const all = [...files];
            await Promise.all(Array.from({ length: 24 }, worker));
            // As an address that the browser is led to: what is an attachment leaves the page where it is.
            for (const file of all) {
                const shown = await fetch(file, { method: 'HEAD' });
                if (!(shown.headers.get('content-disposition') ?? '').startsWith('attachment')) continue;
                location.href = file;
                await wait(30);
            }
            await wait(500);
            await fetch('/done');
        })();
        </script>
        """;

    async Task<Uri> UploadAsync(Uri origin, string name, string? type, string content)
    {
        var body = JsonSerializer.Serialize(type is null ? new Dictionary<string, string> { ["name"] = name }
            : new() { ["name"] = name, ["mime_type"] = type });
        using var asked = await SendAsync(HttpMethod.Post, new Uri(origin, "/1.1/fileTokens"), new StringContent(body), request => Sign(request));
        var token = await JsonOfAsync(asked);
        using var put = await SendAsync(HttpMethod.Put, new Uri(token.GetProperty("upload_url").GetString()!), new StringContent(content));
        Assert.True(put.IsSuccessStatusCode);
        return new Uri(token.GetProperty("url").GetString()!);
    }

    /// <summary>Debian's Chromium, without a window and with an empty profile.</summary>
    sealed class Browser : IAsyncDisposable
    {
        const string Path = "/usr/bin/chromium";

        readonly Process _process;
        readonly DirectoryInfo _profile = Directory.CreateTempSubdirectory("leanrx-browser-");

        Browser(Uri page)
        {
            var start = new ProcessStartInfo(Path) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in (string[])["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--remote-debugging-port=0",
                $"--user-data-dir={_profile.FullName}", page.AbsoluteUri])
                start.ArgumentList.Add(argument);
            _process = Process.Start(start)!;
            // What it has to say would fill the pipes.
            _process.OutputDataReceived += static (_, _) => { };
            _process.ErrorDataReceived += static (_, _) => { };
            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
        }

        /// <summary>What is missing; null when nothing is. Where everything is put to the test nothing may be.</summary>
        public static string? Lack =>
            File.Exists(Path) || Environment.GetEnvironmentVariable("CI") == "true" ? null : $"{Path} is missing: apt-get install chromium";

        public static Browser Open(Uri page) => new(page);

        public async ValueTask DisposeAsync()
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
            _profile.Delete(recursive: true);
        }
    }
}
