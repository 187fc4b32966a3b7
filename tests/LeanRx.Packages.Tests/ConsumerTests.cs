using System.Text.RegularExpressions;
using LeanRx.Server;

namespace LeanRx.Packages.Tests;

/// <summary>Those who type <c>dotnet add package</c>, each on what he builds for, with warnings as errors.</summary>
public class ConsumerTests(Feed feed) : IAsyncLifetime
{
    LeanServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        await feed.PackedAsync();
        _server = await LeanServer.StartAsync();
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact(Explicit = true)]
    public async Task A_console_app_runs_the_first_example_with_every_package_beside_it()
    {
        var folder = feed.Place("Console");
        File.Copy(Path.Combine(Feed.Repository, "examples", "Scripts", "hello.cs"), Path.Combine(folder, "hello.txt"));
        // The lines that a file-based app begins with are in the project here.
        var code = (await File.ReadAllLinesAsync(Path.Combine(folder, "hello.txt"), Cancellation)).Where(line => !line.StartsWith('#'));
        await File.WriteAllLinesAsync(Path.Combine(folder, "Program.cs"), code, Cancellation);

        Assert.Equal("Tom: 耗子，起床！\n", await feed.RunAsync(folder, "dotnet", "run"));
    }

    [Fact(Explicit = true)]
    public async Task An_app_for_net8_talks() =>
        Assert.Equal("Tom: hello from .NET 8\n", await feed.RunAsync(feed.Place("Net8"), "dotnet", "run", "--", $"{_server.Url}"));

    [Theory(Explicit = true)]
    [InlineData("net8.0")]
    [InlineData("net10.0")]
    public async Task A_library_for_netstandard_works_in_an_app_for(string framework)
    {
        feed.Place("Library");

        Assert.Equal("""
            acked: True
            read: EmojiMessage 🐭 copied 🧀
            history: 2
            page: 2

            """.ReplaceLineEndings("\n"), await feed.RunAsync(feed.Place("LibraryApp"), "dotnet", "run", "--framework", framework, "--", $"{_server.Url}"));
    }

    [Fact(Explicit = true)]
    public async Task An_FSharp_script_talks()
    {
        var folder = feed.Place("Script");
        var script = Path.Combine(folder, "hello.fsx");
        var text = await File.ReadAllTextAsync(script, Cancellation);
        await File.WriteAllTextAsync(script, text.Replace("FEED", feed.Packages).Replace("VERSION", feed.Version), Cancellation);

        Assert.Equal("Tom: hello from F#\n", await feed.RunAsync(folder, "dotnet", "fsi", "hello.fsx", $"{_server.Url}"));
    }

    [Fact(Explicit = true)]
    public async Task A_page_is_trimmed_without_a_warning()
    {
        var folder = feed.Place("Page");
        await feed.RunAsync(folder, "dotnet", "publish", "-c", "Release", "-o", "published", "--nologo", "-v", "quiet");

        Assert.Single(Directory.EnumerateFiles(Path.Combine(folder, "published", "wwwroot", "_framework")),
            file => Regex.IsMatch(Path.GetFileName(file), @"^LeanRx\.[a-z0-9]+\.wasm$"));
    }

    [Fact(Explicit = true)]
    public async Task The_tool_installs_and_names_its_version()
    {
        var folder = feed.Place("Console");
        await feed.RunAsync(folder, "dotnet", "tool", "install", "LeanRx.Cli", "--version", feed.Version, "--tool-path", "tools");

        Assert.StartsWith(feed.Version, await feed.RunAsync(folder, Path.Combine(folder, "tools", "leanrx"), "--version"), StringComparison.Ordinal);
    }

    static CancellationToken Cancellation => TestContext.Current.CancellationToken;
}
