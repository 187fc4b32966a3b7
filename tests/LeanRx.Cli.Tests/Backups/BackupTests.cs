using System.Diagnostics;
using System.Text;
using System.Text.Json;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Cli.Tests.Backups;

/// <summary>What <c>leanrx backup</c> copies while a server goes on, and <c>leanrx restore</c> brings back.</summary>
public class BackupTests : ToolTest
{
    string Data => Path.Combine(OwnFolder, "data");

    string Copy => Path.Combine(OwnFolder, "copy");

    [Fact]
    public async Task What_a_running_server_has_acknowledged_is_in_the_backup_and_comes_back()
    {
        var (server, url) = await ServeAsync("--data", Data);
        var (conversation, file) = await TalkAsync(url, 50);

        Assert.Equal((0, ""), await EndsAsync("backup", "--data", Data, "--to", Copy));
        await TalkAsync(url, 3);
        server.Terminate();
        Assert.Equal(0, await server.WaitForExitAsync());

        var restored = Path.Combine(OwnFolder, "restored");
        Assert.Equal((0, ""), await EndsAsync("restore", "--from", Copy, "--data", restored));
        var again = await ServeHereAsync("--data", restored);
        await using var tom = new LeanClient(again, "Tom");
        await tom.OpenAsync(Patience);
        var texts = new List<string>();
        await foreach (var message in (await tom.GetConversationAsync(conversation, Patience))!.GetHistoryAsync(new() { Direction = HistoryDirection.Newer },
            Patience))
            texts.Add(((TextMessage)message).Text!);
        Assert.Equal(Enumerable.Range(0, 50).Select(number => $"{number}"), texts);
        Assert.Equal("a file", await Http.GetStringAsync(new Uri(again, new Uri(file).AbsolutePath), Patience));
        Assert.Single(await tom.QueryConversationsAsync(cancellationToken: Patience));
    }

    [Fact]
    public async Task A_restore_that_was_broken_off_is_neither_served_nor_taken_for_an_empty_directory()
    {
        await KeepAsync();
        Assert.Equal((0, ""), await EndsAsync("backup", "--data", Data, "--to", Copy));
        var replaced = Path.Combine(Data, "restore.replaced");
        Directory.CreateDirectory(replaced);
        File.Move(Path.Combine(Data, "leanrx.db"), Path.Combine(replaced, "leanrx.db"));

        Assert.Equal((2, $"leanrx: --data {Data}: cannot be used: a restore is under way or was broken off: run it again with --replace; what was there " +
            "before it may be in restore.replaced\n"), await EndsAsync("serve", "--urls", "http://127.0.0.1:0", "--data", Data));
        Assert.Equal((2, $"leanrx: --data {Data}: a server has kept something there already: name another directory, or say --replace\n"),
            await EndsAsync("restore", "--from", Copy, "--data", Data));

        Assert.Equal((0, ""), await EndsAsync("restore", "--from", Copy, "--data", Data, "--replace"));
        var (server, _) = await ServeAsync("--data", Data);
        server.Terminate();
        Assert.Equal(0, await server.WaitForExitAsync());
    }

    [Fact]
    public async Task A_folder_that_is_there_is_not_written_over()
    {
        await KeepAsync();
        Directory.CreateDirectory(Copy);
        Assert.Equal((2, $"leanrx: --to {Copy}: is there already, name a new folder\n"), await EndsAsync("backup", "--data", Data, "--to", Copy));
    }

    [Fact]
    public async Task Where_nothing_is_kept_there_is_nothing_to_copy() =>
        Assert.Equal((2, $"leanrx: --data {Data}: no server has kept anything there\n"), await EndsAsync("backup", "--data", Data, "--to", Copy));

    /// <summary>The limit on the size of a file stands for a disk that is full in the middle.</summary>
    [Fact]
    public async Task A_disk_that_is_full_leaves_nothing_that_could_be_taken_for_a_backup()
    {
        await KeepAsync();
        var start = new ProcessStartInfo("bash", ["-c", "trap '' XFSZ; ulimit -f 8; exec dotnet \"$@\"", "bash",
            Path.Combine(AppContext.BaseDirectory, "LeanRx.Cli.dll"), "backup", "--data", Data, "--to", Copy])
        {
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        // The compiled code of the runtime is a file too.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using var tool = Process.Start(start)!;
        var errors = await tool.StandardError.ReadToEndAsync(Patience);
        await tool.WaitForExitAsync(Patience);

        Assert.Equal(1, tool.ExitCode);
        Assert.StartsWith($"leanrx: --to {Copy}: the backup has failed, and nothing is left of it: ", errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(OwnFolder, "copy*"));
    }

    [Fact]
    public async Task What_is_half_written_is_no_backup_and_the_next_run_replaces_it()
    {
        await KeepAsync();
        Directory.CreateDirectory(Copy + ".incomplete");
        File.Copy(Path.Combine(Data, "leanrx.db"), Path.Combine(Copy + ".incomplete", "leanrx.db"));
        var target = Path.Combine(OwnFolder, "new");
        Assert.Equal((2, $"leanrx: --from {Copy}.incomplete: is no complete backup: it has no backup.json\n"),
            await EndsAsync("restore", "--from", Copy + ".incomplete", "--data", target));
        Assert.False(Directory.Exists(target));

        Assert.Equal((0, ""), await EndsAsync("backup", "--data", Data, "--to", Copy));
        Assert.Equal([Copy], Directory.EnumerateFileSystemEntries(OwnFolder, "copy*"));
    }

    [Theory]
    [InlineData("leanrx.db")]
    [InlineData("files")]
    [InlineData("backup.json")]
    public async Task A_damaged_backup_is_refused_before_anything_is_touched(string damaged)
    {
        await KeepAsync();
        Assert.Equal((0, ""), await EndsAsync("backup", "--data", Data, "--to", Copy));
        var path = damaged != "files" ? Path.Combine(Copy, damaged)
            : Directory.EnumerateFiles(Path.Combine(Copy, "files"), "content", SearchOption.AllDirectories).First();
        var bytes = await File.ReadAllBytesAsync(path, Patience);
        await File.WriteAllBytesAsync(path, bytes[..(bytes.Length / 2)], Patience);

        var before = await File.ReadAllBytesAsync(Path.Combine(Data, "leanrx.db"), Patience);
        var (exitCode, errors) = await EndsAsync("restore", "--from", Copy, "--data", Data, "--replace");
        Assert.Equal(2, exitCode);
        Assert.StartsWith($"leanrx: --from {Copy}: ", errors, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(Data, "leanrx.db"), Patience));
    }

    [Fact]
    public async Task Data_that_is_there_is_replaced_only_where_one_says_so()
    {
        await KeepAsync();
        Assert.Equal((0, ""), await EndsAsync("backup", "--data", Data, "--to", Copy));
        await using (var store = await SqliteMessageStore.OpenAsync(Path.Combine(Data, "leanrx.db"), cancellationToken: Patience))
            await store.Conversations.SaveAsync(new ConversationRecord { ApplicationId = "demo", Id = "later" }, Patience);

        Assert.Equal((2, $"leanrx: --data {Data}: a server has kept something there already: name another directory, or say --replace\n"),
            await EndsAsync("restore", "--from", Copy, "--data", Data));
        Assert.Equal((0, ""), await EndsAsync("restore", "--from", Copy, "--data", Data, "--replace"));
        await using var restored = await SqliteMessageStore.OpenAsync(Path.Combine(Data, "leanrx.db"), cancellationToken: Patience);
        Assert.Null(await restored.Conversations.FindAsync("demo", "later", Patience));
        Assert.NotNull(await restored.Conversations.FindAsync("demo", "first", Patience));
        Assert.Equal(["files", "leanrx.db"], Directory.EnumerateFileSystemEntries(Data).Select(Path.GetFileName)
            .Where(name => !name!.StartsWith("leanrx.db-", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_running_server_is_not_replaced()
    {
        await KeepAsync();
        Assert.Equal((0, ""), await EndsAsync("backup", "--data", Data, "--to", Copy));
        var url = await ServeHereAsync("--data", Data);
        var (exitCode, errors) = await EndsAsync("restore", "--from", Copy, "--data", Data, "--replace");
        Assert.Equal(2, exitCode);
        Assert.StartsWith($"leanrx: --data {Data}: cannot be used, a server may be running on it: stop it first.", errors, StringComparison.Ordinal);
        using var health = await Http.GetAsync(new Uri(url, "/health"), Patience);
        Assert.True(health.IsSuccessStatusCode);
    }

    async Task<(int ExitCode, string Errors)> EndsAsync(params string[] arguments)
    {
        var (exitCode, _, errors) = await ToolRun.RunAsync(Patience, arguments);
        return (exitCode, errors);
    }

    /// <summary>Data of a server that has ended: a conversation, and a file.</summary>
    async Task KeepAsync()
    {
        await using var store = await SqliteMessageStore.OpenAsync(Path.Combine(Directory.CreateDirectory(Data).FullName, "leanrx.db"),
            cancellationToken: Patience);
        await store.Conversations.SaveAsync(new ConversationRecord { ApplicationId = "demo", Id = "first" }, Patience);
        await using var files = DirectoryFileStore.Open(Path.Combine(Data, "files"));
        await files.SaveAsync(new FileRecord { ApplicationId = "demo", ObjectId = new string('a', 24), Name = "a.txt", ContentType = "text/plain" },
            new MemoryStream("some bytes"u8.ToArray()), Patience);
    }

    async Task<(string ConversationId, string FileUrl)> TalkAsync(Uri url, int messages)
    {
        await using var tom = new LeanClient(url, "Tom");
        await tom.OpenAsync(Patience);
        var chat = await tom.CreateConversationAsync(["Jerry"], cancellationToken: Patience);
        for (var number = 0; number < messages; number++)
            await chat.SendAsync($"{number}", Patience);
        using var content = new StringContent("""{"name":"a.txt"}""", Encoding.UTF8, "application/json");
        content.Headers.Add("X-LC-Id", "demo");
        content.Headers.Add("X-LC-Key", "demo-key");
        using var answer = (await Http.PostAsync(new Uri(url, "/1.1/fileTokens"), content, Patience)).EnsureSuccessStatusCode();
        using var token = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Patience));
        using var put = await Http.PutAsync(new Uri(token.RootElement.GetProperty("upload_url").GetString()!), new StringContent("a file"), Patience);
        return (chat.Id, token.RootElement.GetProperty("url").GetString()!);
    }
}
