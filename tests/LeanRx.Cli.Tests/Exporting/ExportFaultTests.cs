using LeanRx.Cli.Archive;
using LeanRx.Cli.Common;
using LeanRx.Cli.Exporting;

namespace LeanRx.Cli.Tests.Exporting;

/// <summary>What goes wrong on the way, and what is refused.</summary>
public sealed class ExportFaultTests : ExportTest
{
    [Theory]
    [InlineData(FakeFault.ServerError)]
    [InlineData(FakeFault.LostBefore)]
    [InlineData(FakeFault.LostAmid)]
    [InlineData(FakeFault.Unauthorized)]
    internal async Task What_fails_now_and_then_is_asked_for_again(FakeFault fault)
    {
        await ExportAsync(Cloud(), Folder("undisturbed"));
        var cloud = Cloud();
        cloud.Faults = (number, _) => number > 1 && number % 5 == 0 ? fault : FakeFault.None;
        Assert.Equal(0, await ExportAsync(cloud));
        Assert.Equal("", Warnings.ToString());
        Assert.Equal(Content(Folder("undisturbed")), Content(Folder()));
    }

    [Fact]
    public async Task The_rate_is_kept_so_that_the_quota_is_never_met()
    {
        var cloud = new FakeCloud(FakeTables.Sample(), () => Clock.Now) { Quota = 601 };
        await ExportAsync(cloud, change: settings => settings with { Rate = 10, Parallel = 4 });
        Assert.Equal(0, cloud.RefusedForRate);
    }

    [Fact]
    public async Task Above_the_quota_it_waits_as_long_as_it_is_told_and_asks_once_more()
    {
        await ExportAsync(Cloud(), Folder("undisturbed"));
        var cloud = new FakeCloud(FakeTables.Sample(), () => Clock.Now) { Quota = 60 };
        var before = Clock.Now;
        await ExportAsync(cloud, change: settings => settings with { Rate = 1000 });
        Assert.Equal(Content(Folder("undisturbed")), Content(Folder()));
        var minutes = (Clock.Now - before).TotalMinutes;
        Assert.InRange(cloud.Requests - cloud.RefusedForRate, 60 * Math.Floor(minutes), 60 * (Math.Floor(minutes) + 1));
        Assert.InRange(cloud.RefusedForRate, 1, Math.Ceiling(minutes));
    }

    [Fact]
    public async Task A_server_that_does_not_come_back_ends_the_run_after_minutes_and_the_next_run_goes_on()
    {
        await ExportAsync(Cloud(), Folder("undisturbed"));
        var cloud = Cloud();
        cloud.Faults = (number, _) => number > 100 ? FakeFault.LostBefore : FakeFault.None;
        var before = Clock.Now;

        var error = await Assert.ThrowsAsync<ToolException>(() => ExportAsync(cloud));

        Assert.Equal("the server does not answer as it should, in spite of some patience: Connection reset by peer; the same command goes on where it was",
            error.Message);
        Assert.Equal(ExitCodes.Failure, error.ExitCode);
        Assert.True(Clock.Now - before > TimeSpan.FromMinutes(3));
        Assert.Equal(113, cloud.Requests);
        cloud.Faults = (_, _) => FakeFault.None;
        await ExportAsync(cloud);
        Assert.Equal(Content(Folder("undisturbed")), Content(Folder()));
    }

    [Fact]
    public async Task A_master_key_that_is_refused_is_told_at_once()
    {
        var cloud = Cloud();
        var error = await Assert.ThrowsAsync<ToolException>(() => ExportAsync(cloud, change: settings => settings with { MasterKey = "wrong" }));
        Assert.Equal("the master key is refused: 401 Unauthorized: 401 Unauthorized.", error.Message);
        Assert.Equal(1, cloud.Requests);
    }

    [Fact]
    public async Task A_key_that_is_withdrawn_in_the_middle_ends_the_run_and_a_new_one_goes_on()
    {
        var cloud = Cloud();
        cloud.Faults = (number, _) => number > 50 ? FakeFault.Unauthorized : FakeFault.None;
        Assert.StartsWith("the master key is refused", (await Assert.ThrowsAsync<ToolException>(() => ExportAsync(cloud))).Message);
        Assert.Equal(54, cloud.Requests);
        cloud.Faults = (_, _) => FakeFault.None;
        Assert.Equal(0, await ExportAsync(cloud));
    }

    [Fact]
    public async Task The_folder_of_another_application_or_server_is_not_touched()
    {
        await ExportAsync(Cloud());
        var before = Content(Folder());
        var application = await Assert.ThrowsAsync<ToolException>(() => ExportAsync(Cloud(), change: settings => settings with { ApplicationId = "other" }));
        Assert.Equal($"--out {Folder()}: holds an export of the application {FakeCloud.App}, not of other; give another folder", application.Message);
        var server = await Assert.ThrowsAsync<ToolException>(() =>
            ExportAsync(Cloud(), change: settings => settings with { From = new Uri("https://other.example") }));
        Assert.Equal($"--out {Folder()}: holds an export from https://api.example; give another folder, or, when that is the same server, write its new " +
            "address into cursor.json", server.Message);
        Assert.Equal(before, Content(Folder()));
    }

    [Fact]
    public async Task A_folder_with_something_else_in_it_is_not_written()
    {
        Directory.CreateDirectory(Folder());
        File.WriteAllText(Path.Combine(Folder(), "holiday.jpg"), "x");
        Assert.Contains("is not empty and holds no export", (await Assert.ThrowsAsync<ToolException>(() => ExportAsync(Cloud()))).Message);
        Assert.Equal(["holiday.jpg"], Content(Folder()).Keys);
    }

    [Fact]
    public async Task A_list_that_the_server_refuses_costs_itself_alone_and_is_asked_for_again_the_next_time()
    {
        var cloud = Cloud();
        var roles = cloud.Tables.Roles[FakeTables.Id(3)];
        await ExportAsync(cloud, Folder("undisturbed"));
        var refusing = new FakeCloud(FakeTables.Sample(), () => Clock.Now);
        var hidden = refusing.Tables.Conversations[FakeTables.Id(3)];
        refusing.Meanwhile = (_, tables) =>
        {
            // Deleted after the scan: its lists are not there any more.
            if (refusing.Log[^1].Contains("/blacklists", StringComparison.Ordinal))
                tables.Conversations.Remove(FakeTables.Id(3));
        };

        Assert.Equal(1, await ExportAsync(refusing));
        Assert.Equal($"leanrx: roles: /1.2/rtm/conversations/{FakeTables.Id(3)}/member-infos: 404 Not Found: 4303 Conversation not found.\n",
            Warnings.ToString().Split('\n')[0] + "\n");
        refusing.Meanwhile = null;
        refusing.Tables.Conversations[FakeTables.Id(3)] = hidden;

        Assert.Equal(0, await ExportAsync(refusing));
        Assert.Equal(roles.Count, Lines(Folder(), ArchiveFile.Members).Count);
        Assert.Equal(Content(Folder("undisturbed")), Content(Folder()));
    }

    [Fact]
    public async Task An_end_that_is_asked_for_leaves_what_the_next_run_goes_on_with()
    {
        await ExportAsync(Cloud(), Folder("undisturbed"));
        using var end = new CancellationTokenSource();
        var cloud = Cloud();
        cloud.Meanwhile = (number, _) =>
        {
            if (number == 200)
                end.Cancel();
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ExportAsync(cloud, cancellationToken: end.Token));
        Assert.Equal("leanrx: stopped; the same command goes on where it was\n", Warnings.ToString());
        await ExportAsync(cloud);
        Assert.Equal(Content(Folder("undisturbed")), Content(Folder()));
    }

    [Fact]
    public async Task A_file_that_somebody_has_cut_off_is_told()
    {
        var cloud = Cloud();
        cloud.Faults = (number, _) => number == 100 ? FakeFault.Kill : FakeFault.None;
        await Assert.ThrowsAsync<KilledException>(() => ExportAsync(cloud));
        File.WriteAllText(Path.Combine(Folder(), ArchiveFile.Messages), "");
        var error = await Assert.ThrowsAsync<ToolException>(() => ExportAsync(cloud));
        Assert.Matches("messages.jsonl has 0 bytes, and [0-9]+ were written: something has cut it off; export into an empty folder$", error.Message);
    }
}
