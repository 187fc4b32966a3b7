using System.Diagnostics;

namespace LeanRx.Packages.Tests;

static class Command
{
    /// <summary>For what compiles the repository: the build has run the analyzers, which take half of the time.</summary>
    public static Dictionary<string, string> WithoutAnalyzers { get; } = new() { ["RunAnalyzers"] = "false" };

    /// <summary>What the command writes to its standard output. It must succeed.</summary>
    public static async Task<string> RunAsync(string folder, Dictionary<string, string> environment, params string[] command)
    {
        var start = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        // The host of these tests tells its children where its own SDK lies.
        start.Environment.Remove("MSBuildSDKsPath");
        start.Environment.Remove("MSBUILD_EXE_PATH");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', command)} ended with {process.ExitCode}:\n{await output}\n{await error}");
        return await output;
    }
}
