namespace LeanRx.Cli.Tests;

/// <summary>The tool from its arguments to its exit code, inside the tests' process: a process of its own takes a second to start.</summary>
static class ToolRun
{
    static readonly RoutedWriter s_output = new(Console.Out);
    static readonly RoutedWriter s_errors = new(Console.Error);

    static ToolRun()
    {
        Console.SetOut(s_output);
        Console.SetError(s_errors);
    }

    /// <summary>Runs it to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(CancellationToken patience, params string[] arguments)
    {
        var (output, errors) = (s_output.Catch(), s_errors.Catch());
        var exitCode = await Tool.RunAsync(arguments).WaitAsync(patience);
        return (exitCode, output.ToString(), errors.ToString());
    }

    /// <summary>Runs it until it is asked to end.</summary>
    /// <param name="output">Gets what it writes.</param>
    public static async Task<int> RunAsync(TextWriter output, CancellationToken cancellationToken, params string[] arguments)
    {
        s_output.Catch(output);
        s_errors.Catch();
        return await Tool.RunAsync(arguments, cancellationToken);
    }
}
