using System.Diagnostics;
using LeanRx.Benchmarks.Contenders;
using LeanRx.Benchmarks.Servers;

namespace LeanRx.Benchmarks.Measuring;

/// <summary>From the start of a process to its first message.</summary>
static class StartRun
{
    /// <summary>Milliseconds until a program that is given the address of a server has said in a line that its message is there.</summary>
    public static async Task<double> MeasureAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var line = await process.StandardOutput.ReadLineAsync();
        var elapsed = Stopwatch.GetElapsedTime(began);
        await process.WaitForExitAsync();
        return line is not null ? elapsed.TotalMilliseconds : throw new InvalidOperationException($"{program}: {await process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Such a program.</summary>
    public static async Task RunAsync(Uri server)
    {
        await using var client = new LeanClient(new LeanClientOptions(Roster.WebSocketOf(server), "first"));
        await client.OpenAsync();
        var conversation = await client.CreateConversationAsync(["jerry"]);
        Console.WriteLine((await conversation.SendAsync(SendRun.Text)).MessageId);
    }

    /// <summary>This program, as one that says so.</summary>
    public static Task<double> MeasureOwnAsync(ServerProcess server) => Path.GetFileNameWithoutExtension(Environment.ProcessPath!) == "dotnet"
        ? MeasureAsync(Environment.ProcessPath!, typeof(StartRun).Assembly.Location, "--first-message", server.Address.AbsoluteUri)
        : MeasureAsync(Environment.ProcessPath!, "--first-message", server.Address.AbsoluteUri);
}
