using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LeanRx.Packages.Tests;

/// <summary>
/// The steps of the Dockerfile as they stand there, on this machine, with folders in the place of images: built, then run as another user on a root that cannot
/// be written. Both need Linux and root; elsewhere it is run as whoever runs the tests.
/// </summary>
public sealed partial class DockerfileTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leanrx-docker-");
    readonly HttpClient _http = new();

    string Built => Path.Combine(_folder.FullName, "built");

    string Root => Path.Combine(_folder.FullName, "root");

    string Volume => Path.Combine(_folder.FullName, "volume");

    static CancellationToken Patience => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact(Explicit = true)]
    public async Task Its_steps_lead_to_a_server_that_runs_as_another_user_on_a_root_that_cannot_be_written()
    {
        var stages = Stages();
        Assert.Equal(2, stages.Count);
        Assert.StartsWith("mcr.microsoft.com/dotnet/sdk:10.0", stages[0][0].Text, StringComparison.Ordinal);
        Assert.Equal("mcr.microsoft.com/dotnet/aspnet:10.0", stages[1][0].Text);
        Directory.CreateDirectory(Root);
        Directory.CreateDirectory(Volume);

        var image = new Image();
        await BuildAsync(stages[0], Built, new Image());
        await BuildAsync(stages[1], Root, image);
        Assert.Equal("/data", image.Volume);
        Assert.NotEqual("0", image.User.Split(':')[0]);

        using var server = Start(image, "--urls", "http://127.0.0.1:0");
        var log = server.StandardError.ReadToEndAsync(Patience);
        var line = await server.StandardOutput.ReadLineAsync(Patience);
        Assert.True(line?.StartsWith("listening on http://127.0.0.1:", StringComparison.Ordinal), line ?? await log);
        using (var ready = await _http.GetAsync(new Uri(new Uri(line!["listening on ".Length..]), "/ready"), Patience))
            Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        Assert.True(File.Exists(Path.Combine(CanSwitch ? Volume : Path.Combine(Root, "data"), "leanrx.db")));

        await Command.RunAsync(_folder.FullName, [], "kill", "-TERM", $"{server.Id}");
        await server.WaitForExitAsync(Patience);
        Assert.Equal(0, server.ExitCode);
    }

    static bool CanSwitch => OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess;

    static List<List<(string Name, string Text)>> Stages()
    {
        var text = File.ReadAllText(Path.Combine(Feed.Repository, "Dockerfile")).Replace("\\\n", " ", StringComparison.Ordinal);
        var stages = new List<List<(string, string)>>();
        foreach (var line in text.Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            var (name, rest) = (line.Split(' ')[0], line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..].Trim());
            if (name == "FROM")
                stages.Add([]);
            stages[^1].Add((name, rest));
        }

        return stages;
    }

    /// <summary>Does what a builder would do, with a folder as the root; a step that it does not know fails.</summary>
    async Task BuildAsync(List<(string Name, string Text)> stage, string root, Image image)
    {
        var directory = Directory.CreateDirectory(root).FullName;
        foreach (var (name, text) in stage)
        {
            switch (name)
            {
                case "FROM" or "EXPOSE":
                    break;
                case "WORKDIR":
                    directory = Directory.CreateDirectory(root + text).FullName;
                    break;
                case "COPY" when text == ". .":
                    await Command.RunAsync(Feed.Repository, [], "sh", "-c", $"git ls-files -co --exclude-standard | tar -c -T - | tar -x -C '{directory}'");
                    break;
                case "COPY" when text.Split(' ') is ["--from=build", var from, var to]:
                    Directory.Move(Built + from, root + to);
                    break;
                case "RUN":
                    await Command.RunAsync(directory, Command.WithoutAnalyzers, "sh", "-c",
                        Paths().Replace(CanSwitch ? text : Owner().Replace(text, "true"), root + "$1"));
                    break;
                case "ENV":
                    foreach (var pair in text.Split(' ').Select(pair => pair.Split('=', 2)))
                        image.Environment[pair[0]] = Paths().Replace(pair[1], root + "$1");
                    break;
                case "USER":
                    image.User = text;
                    break;
                case "VOLUME":
                    image.Volume = text;
                    break;
                case "ENTRYPOINT" or "CMD":
                    image.Command.AddRange(JsonSerializer.Deserialize<string[]>(text)!.Select(word => Paths().Replace(word, root + "$1")));
                    break;
                default:
                    Assert.Fail($"{name} {text} is a step that the test does not know.");
                    break;
            }
        }
    }

    /// <summary>The folder becomes a mount that cannot be written, but for its volume, and all rights are given up.</summary>
    Process Start(Image image, params string[] arguments)
    {
        var ids = image.User.Split(':');
        string[] command = CanSwitch
            ? ["unshare", "--mount", "sh", "-c", $"""
                set -e
                chmod a+rx '{_folder.FullName}'
                chown {image.User} '{Volume}'
                mount --bind '{Root}' '{Root}'
                mount -o remount,bind,ro '{Root}'
                mount --bind '{Volume}' '{Root}{image.Volume}'
                exec setpriv --reuid {ids[0]} --regid {ids[1]} --clear-groups --no-new-privs --bounding-set=-all "$@"
                """, "sh", .. image.Command, .. arguments]
            : [.. image.Command, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in image.Environment)
            start.Environment[name] = value;
        start.Environment["HOME"] = "/";
        // The folder of the tests may be one that the other user cannot enter.
        start.WorkingDirectory = Root;
        return Process.Start(start)!;
    }

    [GeneratedRegex(@"(?<![\w/.])(/(?:app|data|source)\b)")]
    private static partial Regex Paths();

    [GeneratedRegex(@"chown \S+ \S+")]
    private static partial Regex Owner();

    sealed class Image
    {
        public Dictionary<string, string> Environment { get; } = [];

        public List<string> Command { get; } = [];

        public string User { get; set; } = "0:0";

        public string Volume { get; set; } = "";
    }
}
