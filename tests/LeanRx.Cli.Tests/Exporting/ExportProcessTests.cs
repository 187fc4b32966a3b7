using System.Diagnostics;
using LeanRx.Cli.Archive;

namespace LeanRx.Cli.Tests.Exporting;

/// <summary>The tool as a process: it is killed, interrupted, and finds no room on the disk.</summary>
public sealed class ExportProcessTests : ToolTest
{
    readonly string _root = Directory.CreateTempSubdirectory("leanrx-export-process-").FullName;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_root, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Killed_again_and_again_it_comes_to_the_same_as_undisturbed()
    {
        await using var host = Host();
        var tool = Start(Arguments(host, "undisturbed"));
        Assert.Equal(0, await tool.WaitForExitAsync());
        var all = host.Cloud.Requests;
        var kills = 0;
        for (var exitCode = -1; exitCode != 0;)
        {
            var victim = Start(Arguments(host, "out"));
            var begin = host.Cloud.Requests;
            host.Cloud.Meanwhile = (number, _) =>
            {
                if (number == begin + 100)
                    victim.Kill();
            };
            exitCode = await victim.WaitForExitAsync();
            kills += exitCode == 0 ? 0 : 1;
        }
        Assert.InRange(kills, all / 100 / 2, all / 100 * 2);
        Assert.Equal(ExportTest.Content(Folder("undisturbed")), ExportTest.Content(Folder("out")));
    }

    [Fact]
    public async Task Ctrl_C_ends_it_as_it_ends_the_others_and_the_next_run_goes_on()
    {
        await using var host = Host();
        var tool = Start(Arguments(host, "out"));
        host.Cloud.Meanwhile = (number, _) =>
        {
            if (number == 50)
                tool.Interrupt();
        };
        Assert.Equal(0, await tool.WaitForExitAsync());
        Assert.Contains("leanrx: stopped; the same command goes on where it was", await tool.Errors);
        Assert.False(File.Exists(Path.Combine(Folder("out"), ArchiveFile.Manifest)));
        host.Cloud.Meanwhile = null;

        var again = Start(Arguments(host, "out"));
        Assert.StartsWith("exported: 120 conversations", await again.ReadUntilAsync("exported"));
        Assert.Equal(0, await again.WaitForExitAsync());
    }

    [Fact]
    public async Task A_full_disk_is_told_and_when_there_is_room_again_the_same_command_goes_on()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A disk of one's own is made by Linux alone.");
        await using var host = Host();
        var undisturbed = Start(Arguments(host, "undisturbed"));
        Assert.Equal(0, await undisturbed.WaitForExitAsync());

        var (tool, disk) = (string.Join(' ', Arguments(host, "disk/out").Prepend(Path.Combine(AppContext.BaseDirectory, "LeanRx.Cli.dll")).Prepend("dotnet")),
            Directory.CreateDirectory(Folder("disk")).FullName);
        // A small disk of its own, which nobody else sees and which is gone with its shell.
        var (exitCode, output, errors) =
            await ShellAsync($"mount -t tmpfs -o size=400k none {disk} || exit 77; {tool}; echo $?; ls {disk}/out; mount -o remount,size=16m {disk}; " +
            $"{tool}; echo $?; cp -r {disk}/out {Folder("out")}");

        Assert.SkipWhen(exitCode == 77 || errors.StartsWith("unshare", StringComparison.Ordinal), "A disk of one's own takes rights that we have not.");
        Assert.Equal($"leanrx: --out {disk}/out: cannot be written: No space left on device : '{disk}/out/messages.jsonl'; what was written before counts, " +
            "and the same command goes on from there\n", errors);
        Assert.StartsWith("1\ncursor.json\nmessages.jsonl\nexported: ", output);
        Assert.EndsWith("\n0\n", output);
        Assert.Equal(ExportTest.Content(Folder("undisturbed")), ExportTest.Content(Folder("out")));
    }

    async Task<(int ExitCode, string Output, string Errors)> ShellAsync(string script)
    {
        using var shell = Process.Start(new ProcessStartInfo("unshare", ["--mount", "sh", "-c", script])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true
        })!;
        var errors = shell.StandardError.ReadToEndAsync(Patience);
        var output = await shell.StandardOutput.ReadToEndAsync(Patience);
        await shell.WaitForExitAsync(Patience);
        return (shell.ExitCode, output, await errors);
    }

    [Theory]
    [InlineData("--from", "ftp://x", "--from ftp://x: give the address of the server without a path, for example https://api.example.com")]
    [InlineData("--from", "https://x/1.1", "--from https://x/1.1: give the address of the server without a path, for example https://api.example.com")]
    [InlineData("--parallel", "0", "--parallel 0: give a number from 1 to 64")]
    [InlineData("--rate", "-1", "--rate: give a number of requests a second, more than 0")]
    [InlineData("--master-key-file", "/nowhere", "--master-key-file /nowhere: cannot be read: Could not find file '/nowhere'.")]
    public async Task What_cannot_be_used_is_told_by_name(string option, string value, string message)
    {
        string[] arguments = ["export", "--from", "http://127.0.0.1:1", "--app", "a", "--master-key-file", AppFile("key"), "--out", Folder("out")];
        arguments = Array.IndexOf(arguments, option) is >= 0 and var place ? [.. arguments[..(place + 1)], value, .. arguments[(place + 2)..]]
            : [.. arguments, $"{option}={value}"];
        var (exitCode, _, errors) = await ToolRun.RunAsync(Patience, arguments);
        Assert.Equal((2, $"leanrx: {message}\n"), (exitCode, errors));
        Assert.False(Directory.Exists(Folder("out")));
    }

    FakeCloudHost Host() => new(address => new FakeCloud(FakeTables.Sample(fileAddress: address), () => ExportTest.Start));

    string Folder(string name) => Path.Combine(_root, name);

    string[] Arguments(FakeCloudHost host, string folder) =>
        ["export", "--from", host.Url.AbsoluteUri, "--app", FakeCloud.App, "--master-key-file", AppFile(FakeCloud.MasterKey), "--out", Folder(folder),
            "--files", "--rate", "10000"];
}
