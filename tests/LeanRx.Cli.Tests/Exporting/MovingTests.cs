using LeanRx.Cli.Archive;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Tests.Exporting;

/// <summary>
/// The whole way from the cloud into a server of one's own, as the page «Moving off LeanCloud» has it: fetched with interruptions, brought in, checked, and
/// exported from there.
/// </summary>
public sealed class MovingTests : ToolTest
{
    readonly string _root = Directory.CreateTempSubdirectory("leanrx-moving-").FullName;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_root, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_was_fetched_with_interruptions_is_in_the_new_server_and_comes_out_of_it_again_and_a_top_up_adds_what_is_new()
    {
        await using var host = new FakeCloudHost(address => new FakeCloud(FakeTables.Sample(fileAddress: address), () => ExportTest.Start));
        await FetchAsync(host, every: 150);
        await BringInAsync();
        await CompareAsync();

        host.Cloud.Tables.AddMessage(FakeTables.Id(7), "Jerry", FakeTables.Begin + 86_400_000, "topup", "said at the last moment");
        host.Cloud.Tables.Blocks[FakeTables.Id(9)] = ["Nibbles"];
        await FetchAsync(host, every: int.MaxValue, "--refresh");
        await BringInAsync();
        await CompareAsync();
        Assert.EndsWith("\"msg-id\":\"topup\",\"timestamp\":1780358400000,\"to\":\"000000000000000000000007\"}",
            ExportTest.Lines(Folder("again"), ArchiveFile.Messages)[^1]);
    }

    async Task FetchAsync(FakeCloudHost host, int every, params string[] more)
    {
        for (var exitCode = -1; exitCode != 0;)
        {
            var tool = Start(["export", "--from", host.Url.AbsoluteUri, "--app", FakeCloud.App, "--master-key-file", AppFile(FakeCloud.MasterKey), "--out",
                Folder("archive"), "--files", "--rate", "10000", .. more]);
            var begin = host.Cloud.Requests;
            host.Cloud.Meanwhile = (number, _) =>
            {
                if (number == begin + (long)every)
                    tool.Kill();
            };
            exitCode = await tool.WaitForExitAsync();
            Assert.NotEqual(ExitCodes.Failure, exitCode);
        }
    }

    async Task BringInAsync()
    {
        string[] arguments = ["import", Folder("archive"), "--data", Folder("data"), "--app", FakeCloud.App, "--public-url", "https://chat.example.com"];
        var (exitCode, output, errors) = await ToolRun.RunAsync(Patience, arguments);
        Assert.True(exitCode == 0, output + errors);
        (exitCode, output, errors) = await ToolRun.RunAsync(Patience, [.. arguments, "--check"]);
        Assert.True(exitCode == 0, output + errors);
    }

    /// <summary>What comes out of the new server is what was brought in: each conversation with all its messages, and who is what in it.</summary>
    async Task CompareAsync()
    {
        if (Directory.Exists(Folder("again")))
            Directory.Delete(Folder("again"), recursive: true);
        var (server, url) = await ServeAsync("--data", Folder("data"), "--app-file", AppFile($"{FakeCloud.App}:app-key:{FakeCloud.MasterKey}"));
        var (exitCode, output, errors) =
            await ToolRun.RunAsync(Patience, "export", "--from", url.AbsoluteUri, "--app", FakeCloud.App, "--master-key-file",
            AppFile(FakeCloud.MasterKey), "--out", Folder("again"), "--rate", "10000");
        Assert.True(exitCode == 0, output + errors);
        server.Terminate();
        await server.WaitForExitAsync();

        Assert.Equal(Hashes("archive"), Hashes("again").Where(hash => Hashes("archive").Any(other => other.ConversationId == hash.ConversationId)));
        foreach (var name in (string[])[ArchiveFile.Blocks, ArchiveFile.Silences, ArchiveFile.Subscribers])
            Assert.Equal(ExportTest.Lines(Folder("archive"), name), ExportTest.Lines(Folder("again"), name));
        foreach (var name in (string[])[ArchiveFile.Conversations, ArchiveFile.Files, ArchiveFile.Members, ArchiveFile.Threads])
            Assert.Equal((name, Count("archive", name)), (name, Count("again", name)));
        // The cloud does not say how long a broadcast is given to those who come online: what was told to everybody there stands in history, and is not told
        // again.
        Assert.Equal(Count("archive", ArchiveFile.Messages) + Count("archive", ArchiveFile.Broadcasts) + Count("archive", ArchiveFile.Threads),
            Count("again", ArchiveFile.Messages));
    }

    int Count(string folder, string name) => ExportTest.Lines(Folder(folder), name).Count;

    List<ConversationHash> Hashes(string folder) =>
        [.. File.ReadLines(Path.Combine(Folder(folder), ArchiveFile.Hashes)).Select(line => ConversationHash.Of(System.Text.Encoding.UTF8.GetBytes(line)))];

    string Folder(string name) => Path.Combine(_root, name);
}
