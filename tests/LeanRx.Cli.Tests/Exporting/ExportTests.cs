using System.Text.Json;
using System.Text.Json.Nodes;
using LeanRx.Cli.Archive;
using LeanRx.Cli.Exporting;

namespace LeanRx.Cli.Tests.Exporting;

/// <summary>What an export fetches, when nothing goes wrong.</summary>
public sealed class ExportTests : ExportTest
{
    [Fact]
    public async Task Everything_comes_and_the_archive_is_whole()
    {
        var cloud = Cloud();

        Assert.Equal(0, await ExportAsync(cloud, change: settings => settings with { WithFiles = true }));

        Assert.Equal("", Warnings.ToString());
        Assert.Equal(cloud.Tables.Conversations.Keys, Lines(Folder(), ArchiveFile.Conversations).Select(row => Text(row, "objectId")));
        Assert.Equal(
            cloud.Tables.Messages.Where(message => !((string)message["conv-id"]!).StartsWith("_tmp:", StringComparison.Ordinal)).Select(Key).Order(),
            Lines(Folder(), ArchiveFile.Messages).Select(row => Key(JsonNode.Parse(row)!.AsObject())));
        Assert.Equal(cloud.Tables.Blocks.SelectMany(list => list.Value.Select(client => $"{list.Key} {client}")).Order(StringComparer.Ordinal),
            Lines(Folder(), ArchiveFile.Blocks).Select(row => $"{Text(row, "conv_id")} {Text(row, "client_id")}"));
        Assert.Equal(["Butch", "Tyke"], Lines(Folder(), ArchiveFile.Silences).Select(row => Text(row, "client_id")));
        Assert.Equal(cloud.Tables.Roles[FakeTables.Id(3)].Select(role => $"{FakeTables.Id(3)} {role["clientId"]}"), Lines(Folder(), ArchiveFile.Members)
            .Select(row => $"{Text(row, "cid")} {Text(row, "clientId")}"));
        Assert.Equal(cloud.Tables.Subscribers.OrderBy(list => list.Key, StringComparer.Ordinal)
            .SelectMany(list => list.Value.Select(row => $"{list.Key} {row["subscriber"]}")), Lines(Folder(), ArchiveFile.Subscribers)
            .Select(row => $"{Text(row, "conv_id")} {Text(row, "subscriber")}"));
        Assert.Equal(cloud.Tables.Threads.Values.Sum(thread => thread.Count), Lines(Folder(), ArchiveFile.Threads).Count);
        Assert.Equal(cloud.Tables.Broadcasts.Select(Key).Order(), Lines(Folder(), ArchiveFile.Broadcasts).Select(row => Key(JsonNode.Parse(row)!.AsObject())));
        Assert.All(cloud.Tables.Contents, file => Assert.Equal(file.Value, File.ReadAllBytes(Path.Combine(Folder(), ArchiveFile.ContentPath(file.Key)!))));

        var manifest = ArchiveManifest.Find(Folder())!;
        Assert.Equal(ArchiveFile.Rows.Order(StringComparer.Ordinal), manifest.Files.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((12, 78_000), (manifest.ContentCount, manifest.ContentBytes));
        Assert.Equal(2_600, manifest.Files[ArchiveFile.Messages].Rows);
        Assert.Equal(
            "exported: 120 conversations, 12 files, 130 members, 120 subscribers, 251 blocks, 2 silences, 2,600 messages, 10 threads, 130 broadcasts\nleft " +
            "out: 1 messages of temporary conversations, which end by themselves\n",
            Output.ToString());
    }

    [Fact]
    public async Task Rows_are_what_the_server_said_with_sorted_keys()
    {
        await ExportAsync(Cloud());
        Assert.Equal(
            """{"attr":{"a":"\uD83D\uDE00","z":1.5},"c":"Tom","createdAt":"2026-06-01T00:00:00.000Z","m":["Tom","Jerry"],"name":"会话 75","objectId":"00000000000000000000004b","sys":true,"updatedAt":"2026-06-01T00:00:00.000Z"}""",
            Lines(Folder(), ArchiveFile.Conversations)[74]);
        Assert.Equal(
            """{"bin":false,"conv-id":"000000000000000000000001","data":"{\"_lctype\":-1,\"_lctext\":\"Hallo 0\"}","from":"Tom","from-ip":"203.0.113.7","is-conv":true,"is-room":false,"msg-id":"m0000","timestamp":1780272060000,"to":"000000000000000000000001"}""",
            Lines(Folder(), ArchiveFile.Messages)[0]);
    }

    [Fact]
    public async Task Columns_that_nest_deeply_come_as_they_are()
    {
        var cloud = Cloud();
        JsonNode deep = "ground";
        for (var level = 0; level < 100; level++)
            deep = new JsonObject { ["d"] = deep };
        cloud.Tables.Conversations[FakeTables.Id(6)]["deep"] = deep;
        await ExportAsync(cloud);
        Assert.Contains("{\"d\":{\"d\":\"ground\"}}", Lines(Folder(), ArchiveFile.Conversations)[5]);
    }

    [Fact]
    public async Task A_table_of_more_rows_than_a_page_holds_comes_whole()
    {
        var cloud = new FakeCloud(FakeTables.Sample(1_150), () => Clock.Now) { ScanPage = 1_000 };
        await ExportAsync(cloud, change: settings => settings with { Parallel = 16 });
        Assert.Equal(cloud.Tables.Conversations.Keys, Lines(Folder(), ArchiveFile.Conversations).Select(row => Text(row, "objectId")));
        Assert.Equal(2, cloud.Log.Count(path => path.StartsWith("/1.1/scan/classes/_Conversation", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Several_requests_at_a_time_give_the_same()
    {
        await ExportAsync(Cloud(), Folder("one"));
        await ExportAsync(Cloud(), Folder("many"), settings => settings with { Parallel = 8 });
        Assert.Equal(Content(Folder("one")), Content(Folder("many")));
    }

    [Fact]
    public async Task Run_again_it_fetches_what_is_new_and_equals_a_fresh_export()
    {
        var cloud = Cloud();
        await ExportAsync(cloud, change: WithFiles);
        Change(cloud.Tables);
        Clock.Advance(TimeSpan.FromDays(1));
        cloud.Log.Clear();
        var files = new FakeFileLine(cloud);

        await ExportAsync(cloud, change: WithFiles, files: files);
        var log = cloud.Log.ToList();
        await ExportAsync(cloud, Folder("fresh"), WithFiles);

        Assert.Equal(Content(Folder("fresh")), Content(Folder()));
        Assert.Equal(1, files.Requests);
        Assert.Equal(["conversations/000000000000000000000007", "conversations/000000000000000000000800"],
            log.Where(path => path.Contains("/member-infos", StringComparison.Ordinal))
            .Select(path => path["/1.2/rtm/".Length..path.IndexOf("/member", StringComparison.Ordinal)]));
        Assert.Equal(3, log.Count(path => path.StartsWith("/1.2/rtm/messages", StringComparison.Ordinal)));

        static ExportSettings WithFiles(ExportSettings settings) => settings with { WithFiles = true };
    }

    [Fact]
    public async Task A_second_run_finds_nothing_new_and_changes_nothing()
    {
        var cloud = Cloud();
        await ExportAsync(cloud);
        var before = Content(Folder());
        Clock.Advance(TimeSpan.FromHours(1));
        await ExportAsync(cloud);
        Assert.Equal(before, Content(Folder()));
    }

    [Fact]
    public async Task What_changed_without_its_conversation_is_found_when_everything_is_asked_for()
    {
        var cloud = Cloud();
        await ExportAsync(cloud);
        cloud.Tables.Blocks[FakeTables.Id(9)] = ["Nibbles"];
        await ExportAsync(cloud);
        Assert.Equal(251, Lines(Folder(), ArchiveFile.Blocks).Count);
        await ExportAsync(cloud, change: settings => settings with { Refreshes = true });
        Assert.Equal(252, Lines(Folder(), ArchiveFile.Blocks).Count);
    }

    [Fact]
    public async Task A_message_that_is_seen_late_comes_with_the_next_run_in_its_place()
    {
        var cloud = Cloud();
        var time = Start.ToUnixTimeMilliseconds();
        cloud.Tables.AddMessage(FakeTables.Id(1), "Tom", time - 100, "z1", "later");
        await ExportAsync(cloud);
        cloud.Tables.AddMessage(FakeTables.Id(1), "Tom", time - 3_000, "z0", "seen late");
        await ExportAsync(cloud);
        Assert.Equal(["z0", "z1"], Lines(Folder(), ArchiveFile.Messages)[^2..].Select(row => Text(row, "msg-id")));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(-3)]
    public async Task What_was_sent_in_the_second_before_the_export_comes_whatever_the_clocks_say(int lag)
    {
        var cloud = new FakeCloud(FakeTables.Sample(), () => Clock.Now) { ClockLag = TimeSpan.FromSeconds(lag) };
        cloud.Tables.AddMessage(FakeTables.Id(1), "Tom", Start.ToUnixTimeMilliseconds() - 1, "z", "just now");
        await ExportAsync(cloud);
        Assert.Equal("z", Text(Lines(Folder(), ArchiveFile.Messages)[^1], "msg-id"));
    }

    [Fact]
    public async Task What_is_sent_during_a_long_walk_is_fetched_before_it_ends()
    {
        var tables = FakeTables.Sample();
        var cloud = Cloud(tables);
        cloud.Meanwhile = (number, content) =>
        {
            if (number > 4)
                return;
            Clock.Advance(TimeSpan.FromMinutes(2));
            content.AddMessage(FakeTables.Id(1), "Tom", Clock.Now.ToUnixTimeMilliseconds() - 1_000, $"new{number}", "meanwhile");
        };
        await ExportAsync(cloud);
        Assert.Equal(["new1", "new2", "new3", "new4"], Lines(Folder(), ArchiveFile.Messages)[^4..].Select(row => Text(row, "msg-id")));
    }

    [Fact]
    public async Task A_scan_that_takes_longer_than_its_cursor_lives_goes_on_behind_the_last_row()
    {
        foreach (var takesWhere in new[] { true, false })
        {
            var cloud = new FakeCloud(FakeTables.Sample(), () => Clock.Now) { TakesWhere = takesWhere, Faults = Slow };
            await ExportAsync(cloud, Folder($"where-{takesWhere}"));
            Assert.Equal(1, cloud.ExpiredCursors);
            Assert.Equal(cloud.Tables.Conversations.Keys, Lines(Folder($"where-{takesWhere}"), ArchiveFile.Conversations).Select(row => Text(row, "objectId")));
        }

        FakeFault Slow(int number, string path)
        {
            if (path.Contains("cursor=cursor1", StringComparison.Ordinal))
                Clock.Advance(TimeSpan.FromMinutes(11));
            return FakeFault.None;
        }
    }

    [Fact]
    public async Task Files_by_an_address_that_has_expired_are_asked_for_by_the_one_that_the_server_tells_now()
    {
        var cloud = Cloud();
        var files = new FakeFileLine(cloud);
        files.Expired.Add(FakeTables.Id(20_001));
        files.Gone.Add(FakeTables.Id(20_002));
        var asked = 0;
        cloud.Meanwhile = (_, tables) =>
        {
            if (cloud.Log[^1].StartsWith("/1.1/files/", StringComparison.Ordinal) && ++asked == 1)
                tables.Files[FakeTables.Id(20_001)]["url"] = $"http://files.example/{FakeTables.Id(20_001)}?token=new";
        };

        Assert.Equal(1, await ExportAsync(cloud, change: settings => settings with { WithFiles = true }, files: files));

        Assert.Equal(cloud.Tables.Contents[FakeTables.Id(20_001)], File.ReadAllBytes(Path.Combine(Folder(), ArchiveFile.ContentPath(FakeTables.Id(20_001))!)));
        Assert.Equal($"leanrx: files: {FakeTables.Id(20_002)}: 404 Not Found\n", Warnings.ToString());
        Assert.EndsWith("not to be had: 1 files\n", Output.ToString());
        Assert.Equal(11, ArchiveManifest.Find(Folder())!.ContentCount);
    }

    static void Change(FakeTables tables)
    {
        tables.AddMessage(FakeTables.Id(7), "Jerry", Start.ToUnixTimeMilliseconds() + 5_000, "new2", "new");
        tables.AddConversation(0x800, "", "Tom");
        tables.Conversations.Remove(FakeTables.Id(8));
        tables.Subscribers[FakeTables.Id(75)].RemoveAt(3);
        tables.Broadcasts.Add(FakeTables.MessageOf(FakeTables.Id(75), "service", FakeTables.Begin + 500, "b999", "news"));
        tables.AddFile(20_013, [1, 2, 3], "http://files.example/");
    }

    static string Text(string row, string name)
    {
        using var document = JsonDocument.Parse(row);
        return document.RootElement.GetProperty(name).GetString()!;
    }

    static MessageKey Key(JsonObject message) => new((long)message["timestamp"]!, (string)message["msg-id"]!);
}
