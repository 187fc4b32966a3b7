using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace LeanRx.Interop;

/// <summary>Node, and the SDKs as npm has them.</summary>
public static class NodeModules
{
    /// <summary>The folder of the drivers and the packages.</summary>
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(SourceFile())!, "..", "node"));

    /// <summary>The node program; null when there is none on the PATH.</summary>
    public static string? Node { get; } = Find("node");

    /// <summary>What of node and npm is missing; null when nothing is.</summary>
    public static string? Lack => Node is null ? "node is missing: install Node.js 18 or later, with npm, to let the original SDKs run"
        : Find("npm") is null ? "npm is missing: install it to fetch the original SDKs"
        : null;

    /// <summary>Fetches the packages that are not there yet, exactly as the lock files name them.</summary>
    public static Task InstallAsync() => Installing.Value;

    static readonly Lazy<Task> Installing = new(() => Task.WhenAll(Directory.EnumerateFiles(Folder, "package-lock.json", SearchOption.AllDirectories)
        .Select(file => Path.GetDirectoryName(file)!)
        .Where(folder => !folder.Contains("node_modules", StringComparison.Ordinal) && !File.Exists(Path.Combine(folder, "node_modules", ".package-lock.json")))
        .Select(InstallAsync)));

    static async Task InstallAsync(string folder)
    {
        var start = new ProcessStartInfo(Find("npm")!) { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var argument in (string[])["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"])
            start.ArgumentList.Add(argument);
        using var npm = Process.Start(start)!;
        var errors = npm.StandardError.ReadToEndAsync();
        await npm.StandardOutput.ReadToEndAsync();
        await npm.WaitForExitAsync();
        if (npm.ExitCode != 0)
            throw new InvalidOperationException($"npm ci in {folder} failed: {await errors}");
    }

    static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => OperatingSystem.IsWindows() ? [Path.Combine(folder, program + ".exe"), Path.Combine(folder, program + ".cmd")]
            : (string[])[Path.Combine(folder, program)])
        .FirstOrDefault(File.Exists);

    static string SourceFile([CallerFilePath] string path = "") => path;
}
