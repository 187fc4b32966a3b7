using System.Diagnostics;
using System.Text.Json.Nodes;
using LeanRx.Server;

namespace LeanRx.Interop.Tests;

/// <summary>What <c>leanrx import</c> brought in, as the SDKs see it that wrote it.</summary>
public sealed class ImportTests : IDisposable
{
    const string Chat = "65a1b2c3d4e5f60718293a4b";
    const string FileId = "5f3a4b5c6d7e8f9001020304";
    const string OldAddress = "https://lc-abc.cn-n1.lcfile.com/f7Kq/k.png";

    static readonly byte[] s_picture = [137, 80, 78, 71];

    readonly DirectoryInfo _export = Directory.CreateTempSubdirectory("leanrx-interop-export-");

    public static TheoryData<string> Readers => [.. new[] { Sdk.LeanRxJson, Sdk.LeanRxProtobuf, Sdk.Js2, Sdk.Js4, Sdk.Js5 }.Select(sdk => sdk.Title)];

    public void Dispose() => _export.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Imported_history_unread_counts_conversations_and_files_are_as_before(string reader)
    {
        Assert.SkipUnless(NodeModules.Lack is null, NodeModules.Lack ?? "");
        var sdk = Sdk.All.Single(sdk => sdk.Title == reader);
        await using var theatre = await Theatre.OpenAsync([sdk]);
        var url = theatre.UrlOf();
        WriteExport();
        await theatre.RestartAsync(folder => ImportAsync(folder, url));
        var operators = theatre.NextApplication();
        await operators.Messages.SendAsync(Chat, new SystemMessage("Tom", "said since"), TestContext.Current.CancellationToken);
        var jerry = await theatre.EngageAsync(sdk, "Jerry");
        await jerry.OpenAsync();

        // Nothing is unread but what was said since.
        if (sdk.Offers(Feature.UnreadCounts))
            Assert.Equal(1, (int)(await jerry.HearAsync("unread", Chat))["count"]!);

        // Pages, from the newest: messages of one millisecond in the order of their ids.
        var last = await jerry.HistoryAsync(Chat, 3);
        Assert.Equal(["m-file", "z-last"], last.Take(2).Select(message => (string)message["id"]!));
        var first = await jerry.HistoryAsync(Chat, 3, last[0]);
        Assert.Equal(["3RIAcrHVTsGdxfiVBXrBYg", "qNkRLQYxQZu5zLqHxV7QKg"], first.Select(message => (string)message["id"]!));
        Assert.Equal(["Tom", "Jerry"], first.Select(message => (string)message["from"]!));
        Assert.Equal([1_780_000_000_000, 1_780_000_000_000], first.Select(message => (long)message["at"]!));
        Assert.Equal("耗子，起床！", (string)first[0]["content"]!["text"]!);

        // A query by a column of one's own.
        var query = new JsonObject { ["conditions"] = new JsonArray(new JsonArray("greaterThan", "level", 6)), ["limit"] = 10 };
        var found = Assert.Single((await jerry.AskAsync("query", query))!.AsArray());
        Assert.Equal((Chat, "Tom & Jerry"), ((string)found!["id"]!, (string)found["name"]!));

        // The file is here.
        if (sdk.Offers(Feature.SendsFiles))
            Assert.Equal(s_picture, await theatre.DownloadAsync(new Uri((string)last[0]["content"]!["url"]!)));
    }

    void WriteExport()
    {
        Write("conversations.jsonl", new JsonObject
        {
            ["objectId"] = Chat,
            ["name"] = "Tom & Jerry",
            ["c"] = "Tom",
            ["m"] = new JsonArray("Tom", "Jerry"),
            ["mu"] = new JsonArray(),
            ["tr"] = false,
            ["sys"] = false,
            ["unique"] = false,
            ["level"] = 7,
            ["createdAt"] = "2026-01-12T08:00:00.000Z",
            ["updatedAt"] = "2026-02-12T08:00:00.000Z",
        });
        Write("files.jsonl",
            new JsonObject
            {
                ["objectId"] = FileId,
                ["name"] = "k.png",
                ["key"] = "f7Kq/k.png",
                ["url"] = OldAddress,
                ["mime_type"] = "image/png",
                ["createdAt"] = "2026-01-12T08:00:00.000Z"
            });
        var content = Directory.CreateDirectory(Path.Combine(_export.FullName, "files", FileId[..2]));
        File.WriteAllBytes(Path.Combine(content.FullName, FileId), s_picture);
        Write(
            "messages.jsonl",
            Message("qNkRLQYxQZu5zLqHxV7QKg", 1_780_000_000_000, "Jerry", new JsonObject { ["_lctype"] = -1, ["_lctext"] = "嗯" }),
            Message("3RIAcrHVTsGdxfiVBXrBYg", 1_780_000_000_000, "Tom", new JsonObject { ["_lctype"] = -1, ["_lctext"] = "耗子，起床！" }),
            Message("m-file", 1_780_000_000_001, "Tom",
                new JsonObject
                {
                    ["_lctype"] = -2,
                    ["_lctext"] = "",
                    ["_lcfile"] = new JsonObject
                    {
                        ["url"] = OldAddress,
                        ["objId"] = FileId,
                        ["metaData"] = new JsonObject { ["name"] = "k.png", ["size"] = 4 }
                    }
                }),
            Message("z-last", 1_780_000_000_002, "Tom", new JsonObject { ["_lctype"] = -1, ["_lctext"] = "last" }));
    }

    static JsonObject Message(string id, long timestamp, string from, JsonObject body) => new()
    {
        ["msg-id"] = id,
        ["timestamp"] = timestamp,
        ["conv-id"] = Chat,
        ["from"] = from,
        ["data"] = body.ToJsonString(),
        ["to"] = Chat,
        ["is-conv"] = true,
        ["is-room"] = false,
        ["bin"] = false,
    };

    void Write(string name, params JsonObject[] rows) => File.WriteAllLines(Path.Combine(_export.FullName, name), rows.Select(row => row.ToJsonString()));

    async Task ImportAsync(string folder, Uri url)
    {
        string[] arguments =
            [Path.Combine(AppContext.BaseDirectory, "LeanRx.Cli.dll"), "import", _export.FullName, "--data", folder, "--app", AppOptions.Demo.ApplicationId,
            "--public-url", url.AbsoluteUri];
        using var tool = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (tool.StandardOutput.ReadToEndAsync(), tool.StandardError.ReadToEndAsync());
        await tool.WaitForExitAsync();
        Assert.True(tool.ExitCode == 0, $"{await output}{await errors}");
    }
}
