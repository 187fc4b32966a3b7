using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeanRx.Cli.Archive;
using LeanRx.Conventions.Tests;

namespace LeanRx.Cli.Tests.Exporting;

/// <summary>The page «Moving off LeanCloud» followed word by word: its own commands, in its order, in a shell.</summary>
public sealed partial class MovingPageTests : ToolTest
{
    readonly string _root = Directory.CreateTempSubdirectory("leanrx-page-").FullName;
    readonly string _page = Repository.Read("src/LeanRx.Cli/Moving/README.md");

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_root, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Who_follows_the_page_word_by_word_has_moved()
    {
        var tables = new FakeTables();
        tables.AddConversation(1, "", "Tom", "Jerry");
        tables.AddMessage(FakeTables.Id(1), "Tom", FakeTables.Begin, "first", """{"_lctype":-1,"_lctext":"耗子，起床！"}""");
        await using var host = new FakeCloudHost(_ => new FakeCloud(tables, () => ExportTest.Start));
        var blocks = Blocks().Matches(_page).Select(block => block.Groups["text"].Value)
            .Where(text => text.Contains("leanrx ", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, blocks.Count);

        // Fetch, but for the lines that make and install the packages: the built tool stands in for them.
        var fetching = blocks[0].Split('\n').Where(line => !line.StartsWith("dotnet ", StringComparison.Ordinal)).ToList();
        await FollowAsync(host, fetching);
        await FollowAsync(host, blocks[1].Split('\n'));
        Assert.True(File.Exists(Path.Combine(_root, "archive", ArchiveFile.Manifest)));

        // The cut-over: what is new comes into the same folder.
        tables.AddMessage(FakeTables.Id(1), "Jerry", FakeTables.Begin + 1, "last", """{"_lctype":-1,"_lctext":"我醒了"}""");
        Assert.Contains("`leanrx export … --files --refresh`", _page, StringComparison.Ordinal);
        await FollowAsync(host, [$"{fetching.Single(line => line.StartsWith("leanrx export", StringComparison.Ordinal))} --refresh"]);
        await FollowAsync(host, blocks[1].Split('\n'));

        var serving = blocks[2].Split('\n').Single(line => line.StartsWith("leanrx serve", StringComparison.Ordinal));
        await FollowAsync(host, blocks[2].Split('\n').Where(line => line != serving && line.Length > 0));
        var arguments = Words(serving, host).Replace(":5454", ":0", StringComparison.Ordinal)
            .Replace("./data", Path.Combine(_root, "data"), StringComparison.Ordinal)
            .Replace("apps.txt", Path.Combine(_root, "apps.txt"), StringComparison.Ordinal).Split(' ')[2..];
        var server = Start(["serve", .. arguments]);
        var url = (await server.ReadUntilAsync("listening on "))["listening on ".Length..];
        await FollowAsync(host, [$"leanrx export --from {url} --app APPID --master-key-file master.key --out ./again"]);
        server.Terminate();
        Assert.Equal(0, await server.WaitForExitAsync());
        Assert.Equal(["first 耗子，起床！", "last 我醒了"], Told("again"));
    }

    IEnumerable<string> Told(string folder) => ExportTest.Lines(Path.Combine(_root, folder), ArchiveFile.Messages).Select(line => JsonNode.Parse(line)!)
        .Select(message => $"{message["msg-id"]} {JsonNode.Parse((string)message["data"]!)!["_lctext"]}");

    static string Words(string text, FakeCloudHost host) => text.Replace("https://api.example.com", host.Url.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal)
        .Replace("MASTERKEY", FakeCloud.MasterKey, StringComparison.Ordinal).Replace("APPKEY", "app-key", StringComparison.Ordinal)
        .Replace("APPID", FakeCloud.App, StringComparison.Ordinal);

    async Task FollowAsync(FakeCloudHost host, IEnumerable<string> lines)
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "LeanRx.Cli.dll");
        var script = $"set -eu\nleanrx() {{ dotnet '{tool}' \"$@\"; }}\n{Words(string.Join('\n', lines), host)}\n";
        var start = new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = _root, RedirectStandardOutput = true, RedirectStandardError = true };
        using var shell = Process.Start(start)!;
        var (output, errors) = (shell.StandardOutput.ReadToEndAsync(Patience), shell.StandardError.ReadToEndAsync(Patience));
        await shell.WaitForExitAsync(Patience);
        Assert.True(shell.ExitCode == 0, $"{script}\n{await output}\n{await errors}");
    }

    [GeneratedRegex(@"^```\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
