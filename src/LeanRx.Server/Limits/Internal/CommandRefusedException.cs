namespace LeanRx.Server.Limits.Internal;

// protocol.md §3.7
/// <summary>A command that a client may not do: it becomes the error reply with this code, the connection lives on.</summary>
internal sealed class CommandRefusedException(int code, string detail) : Exception(detail)
{
    public int Code { get; } = code;

    /// <summary>The close code that ends the connection after the reply; null keeps it.</summary>
    public int? CloseCode { get; init; }
}
