namespace LeanRx.Cli.Common;

/// <summary>A command cannot do what it was asked. The message is one line for the person at the keyboard.</summary>
sealed class ToolException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>What the shell is told.</summary>
    public int ExitCode { get; init; } = ExitCodes.BadArguments;
}
