using System.Diagnostics;

namespace LeanRx.Cli.Tests;

public class CompletionTests : ToolTest
{
    [Theory]
    [InlineData("ch", "chat")]
    [InlineData("tail --conv", "--conversation")]
    [InlineData("serve --limits l", "default\nleancloud")]
    [InlineData("completion ", "bash\nfish\npwsh\nzsh")]
    public async Task The_tool_proposes_commands_options_and_values(string line, string proposals)
    {
        var (exitCode, output, _) = await ToolRun.RunAsync(Patience, $"[suggest:{line.Length}]", line);
        Assert.Equal(0, exitCode);
        Assert.Superset(proposals.Split('\n').ToHashSet(), output.Split('\n').ToHashSet());
    }

    [Fact]
    public async Task In_bash_the_tab_key_completes()
    {
        var script = $$"""
            leanrx() { dotnet '{{Path.Combine(AppContext.BaseDirectory, "LeanRx.Cli.dll")}}' "$@"; }
            source <(leanrx completion bash)
            complete_line() { COMP_LINE="$1"; COMP_POINT=${#1}; COMP_WORDS=($1); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _leanrx; echo "${COMPREPLY[*]}"; }
            complete_line 'leanrx comp'
            complete_line 'leanrx chat --wi'
            """;
        using var bash = Process.Start(new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true })!;
        Assert.Equal("completion\n--with\n", await bash.StandardOutput.ReadToEndAsync(Patience));
        await bash.WaitForExitAsync(Patience);
    }

    [Fact]
    public async Task Help_names_the_tool_as_it_is_called()
    {
        var (exitCode, output, _) = await ToolRun.RunAsync(Patience, "send", "--help");
        Assert.Equal(0, exitCode);
        Assert.Contains("  leanrx send [<TEXT>] [options]", output, StringComparison.Ordinal);
    }
}
