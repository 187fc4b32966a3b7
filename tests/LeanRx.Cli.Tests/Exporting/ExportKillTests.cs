using LeanRx.Cli.Archive;

namespace LeanRx.Cli.Tests.Exporting;

/// <summary>An export that is ended at any moment goes on where it was, and comes to the same.</summary>
public sealed class ExportKillTests : ExportTest
{
    [Theory]
    [InlineData(10, 1)]
    [InlineData(10, 4)]
    [InlineData(4, 1)]
    public async Task Killed_at_every_tenth_request_it_equals_one_that_nobody_disturbed(int every, int parallel)
    {
        await ExportAsync(Cloud(), Folder("undisturbed"), settings => settings with { WithFiles = true });
        var cloud = Cloud();
        cloud.Faults = (number, _) => number % every == 0 ? FakeFault.Kill : FakeFault.None;

        var kills = 0;
        while (!await EndsAsync())
            kills++;

        Assert.True(kills > cloud.Requests / every / 2, $"{kills} kills in {cloud.Requests} requests");
        Assert.Equal(Content(Folder("undisturbed")), Content(Folder()));

        async Task<bool> EndsAsync()
        {
            try
            {
                await ExportAsync(cloud, change: settings => settings with { WithFiles = true, Parallel = parallel });
                return true;
            }
            catch (KilledException)
            {
                Assert.False(File.Exists(Path.Combine(Folder(), ArchiveFile.Manifest)));
                return false;
            }
        }
    }

    [Fact]
    public async Task Whatever_was_in_memory_when_it_was_killed_the_disk_may_hold_it_half()
    {
        await ExportAsync(Cloud(), Folder("undisturbed"));
        var cloud = Cloud();
        cloud.Faults = (number, _) => number % 40 == 0 ? FakeFault.Kill : FakeFault.None;
        var isOver = false;
        while (!isOver)
        {
            try
            {
                await ExportAsync(cloud);
                isOver = true;
            }
            catch (KilledException)
            {
                foreach (var file in Directory.EnumerateFiles(Folder())
                    .Where(path => path.Contains(".jsonl", StringComparison.Ordinal) && !ExportCursorHasNot(path)))
                    File.AppendAllText(file, "{\"half\":");
            }
        }
        Assert.Equal(Content(Folder("undisturbed")), Content(Folder()));
    }

    [Fact]
    public async Task A_second_run_that_is_killed_too_equals_a_fresh_export()
    {
        var cloud = Cloud();
        await ExportAsync(cloud);
        cloud.Tables.AddMessage(FakeTables.Id(7), "Jerry", Start.ToUnixTimeMilliseconds() + 1_000, "new", "new");
        cloud.Tables.Conversations[FakeTables.Id(9)]["name"] = "renamed";
        cloud.Tables.Blocks[FakeTables.Id(9)] = ["Nibbles"];
        Clock.Advance(TimeSpan.FromDays(1));
        cloud.Faults = (number, _) => number % 7 == 0 ? FakeFault.Kill : FakeFault.None;
        for (var isOver = false; !isOver;)
        {
            try
            {
                await ExportAsync(cloud);
                isOver = true;
            }
            catch (KilledException)
            {
                Clock.Advance(TimeSpan.FromMinutes(20)); // The scan is forgotten too.
            }
        }
        cloud.Faults = (_, _) => FakeFault.None;
        await ExportAsync(cloud, Folder("fresh"));
        Assert.Equal(Content(Folder("fresh")), Content(Folder()));
    }

    [Fact]
    public async Task A_run_that_goes_on_may_ask_for_more_than_it_began_with()
    {
        var cloud = Cloud();
        await ExportAsync(cloud);
        foreach (var number in (int[])[2, 110])
            cloud.Tables.Blocks[FakeTables.Id(number)] = ["Nibbles"];
        cloud.Faults = (number, path) => path.Contains("/subscribers?", StringComparison.Ordinal) ? FakeFault.Kill : FakeFault.None;
        await Assert.ThrowsAsync<KilledException>(() => ExportAsync(cloud));
        cloud.Faults = (_, _) => FakeFault.None;

        await ExportAsync(cloud, change: settings => settings with { Refreshes = true });

        await ExportAsync(cloud, Folder("fresh"));
        Assert.Equal(Content(Folder("fresh")), Content(Folder()));
    }

    /// <summary>Whether the cursor says of a file that all of it counts: nobody was writing it.</summary>
    static bool ExportCursorHasNot(string path) =>
        !File.ReadAllText(Path.Combine(Path.GetDirectoryName(path)!, ArchiveFile.Cursor)).Contains($"\"{Path.GetFileName(path)}\"", StringComparison.Ordinal);
}
