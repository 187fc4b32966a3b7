namespace LeanRx;

/// <summary>An error that no caller awaits: an unreadable frame, an observer that threw, a queue that overflowed.</summary>
public sealed record Fault
{
    /// <summary>Creates a fault.</summary>
    /// <param name="kind">The kind of error.</param>
    /// <param name="message">What happened and what to look at.</param>
    /// <param name="exception">The underlying exception, if there is one.</param>
    public Fault(FaultKind kind, string message, Exception? exception = null)
    {
        Kind = kind;
        Message = message;
        Exception = exception;
    }

    /// <summary>The kind of error.</summary>
    public FaultKind Kind { get; init; }

    /// <summary>What happened and what to look at.</summary>
    public string Message { get; init; }

    /// <summary>The underlying exception; null if there is none.</summary>
    public Exception? Exception { get; init; }
}
