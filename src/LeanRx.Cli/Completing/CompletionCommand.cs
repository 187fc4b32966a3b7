using System.CommandLine;

namespace LeanRx.Cli.Completing;

/// <summary><c>leanrx completion</c>: prints what makes a shell complete commands and options.</summary>
static class CompletionCommand
{
    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "The shell: bash, zsh, fish or pwsh." };
        shell.AcceptOnlyFromAmong([.. CompletionScripts.All.Keys]);
        var command = new Command("completion",
            "Print what makes a shell complete commands and options with the tab key. For bash: source <(leanrx completion bash), for fish and pwsh: " +
            "leanrx completion fish | source, leanrx completion pwsh | Out-String | Invoke-Expression.")
        {
            shell,
        };
        command.SetAction(parsed => Console.Out.Write(CompletionScripts.All[parsed.GetRequiredValue(shell)]));
        return command;
    }
}
