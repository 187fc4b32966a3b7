namespace LeanRx.Cli.Common;

/// <summary>A command cannot do what it was asked. Each message is one line for the person at the keyboard.</summary>
sealed class ToolException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <param name="messages">What is wrong, at least one thing.</param>
    public ToolException(IReadOnlyList<string> messages) : this(messages[0]) => Messages = messages;

    /// <summary>All that is wrong.</summary>
    public IReadOnlyList<string> Messages { get; } = [message];

    /// <summary>What the shell is told.</summary>
    public int ExitCode { get; init; } = ExitCodes.BadArguments;
}
