using LeanRx.Conventions.Tests;

namespace LeanRx.Cli.Tests;

/// <summary>The page «A server of your own», its commands followed as they stand there.</summary>
public class ServerPageTests : ToolTest
{
    const string Tool = "dotnet run --project src/LeanRx.Cli -- ";

    [Fact]
    public async Task Its_commands_serve_talk_and_listen_keys_included()
    {
        var block = Repository.Read("src/LeanRx.Server.AspNetCore/README.md").Split("```\n")[1].TrimEnd('\n').Split('\n');
        var environment = block[0]["export ".Length..].Split(' ').Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        string[] Arguments(string line) => line[Tool.Length..].Split(' ');

        // The page's port may be taken here, and its folder is in the way of others.
        var serving = Arguments(block[1]);
        var server = Start(environment, [.. serving.Select(word => word.Replace(":3000", ":0", StringComparison.Ordinal)
            .Replace("./leanrx-data", Path.Combine(OwnFolder, "data"), StringComparison.Ordinal))]);
        environment["LEANRX_SERVER"] = (await server.ReadUntilAsync("listening on "))["listening on ".Length..];

        var tom = Start(environment, Arguments(block[2]));
        await tom.ReadUntilAsync("* talking with Jerry");
        await tom.WriteLineAsync("耗子，起床！");
        await tom.ReadUntilAsync(" Tom: 耗子，起床！");
        Assert.Contains("Tom (in ", await Start(environment, Arguments(block[3])).ReadUntilAsync(": 耗子，起床！"), StringComparison.Ordinal);
        tom.CloseInput();
        Assert.Equal((0, ""), (await tom.WaitForExitAsync(), await tom.Errors));
    }
}
