using System.Diagnostics;

namespace LeanRx.Packages.Tests;

/// <summary>Client and server compiled ahead of time: without a warning, and they talk.</summary>
public sealed class NativeTests(Feed feed) : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leanrx-native-");

    async Task<string> PublishAsync(string part)
    {
        var folder = Path.Combine(_folder.FullName, part);
        // What was packed is what is compiled on: two builds of the same folders at one time would get into each other's way.
        await feed.PackedAsync();
        await Command.RunAsync(Feed.Repository, Command.WithoutAnalyzers, "dotnet", "publish", $"examples/Native/{part}", "-c", "Release", "-o", folder,
            $"-p:Version={feed.Version}", "-warnaserror", "--nologo", "-v", "quiet");
        return Path.Combine(folder, $"Native.{part}");
    }

    [Fact(Explicit = true)]
    public async Task Two_people_meet_in_a_native_client_at_a_native_server()
    {
        var client = await PublishAsync("Client");
        var start = new ProcessStartInfo(await PublishAsync("Server"), Path.Combine(_folder.FullName, "chat.db"))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var server = Process.Start(start)!;
        var address = await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

        Assert.Equal("Tom: 耗子，起床！\n", await Command.RunAsync(_folder.FullName, [], client, address!));

        server.StandardInput.Close();
        await server.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, server.ExitCode);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
