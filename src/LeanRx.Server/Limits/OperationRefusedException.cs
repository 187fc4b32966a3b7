namespace LeanRx.Server;

// protocol.md §3.7
/// <summary>The exception that is thrown when the server refuses an operation.</summary>
/// <remarks>A client whose command is refused gets an error with the same code.</remarks>
/// <param name="code">The reason, a code of <see cref="LeanRx.Protocol.ErrorCodes"/>.</param>
/// <param name="message">The reason as text.</param>
public sealed class OperationRefusedException(int code, string message) : Exception(message)
{
    /// <summary>The reason, a code of <see cref="LeanRx.Protocol.ErrorCodes"/>.</summary>
    /// <remarks>For example, 4303 means that there is no such conversation.</remarks>
    public int Code { get; } = code;

    /// <summary>The code that a hook of the application gave.</summary>
    /// <value>Null if none did.</value>
    public int? ApplicationCode { get; init; }

    /// <summary>The reason that a hook of the application gave.</summary>
    /// <value>Null if none did.</value>
    public string? ApplicationMessage { get; init; }

    /// <summary>The close code that ends the connection after the error; null keeps it.</summary>
    internal int? CloseCode { get; init; }
}
