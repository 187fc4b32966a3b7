namespace LeanRx.Server;

/// <summary>What an operator asked for cannot be done.</summary>
/// <param name="code">Why, a code of <see cref="LeanRx.Protocol.ErrorCodes"/>.</param>
/// <param name="message">Why, for people.</param>
public sealed class OperationRefusedException(int code, string message) : Exception(message)
{
    /// <summary>Why, a code of <see cref="LeanRx.Protocol.ErrorCodes"/>: 4303 where there is no such conversation, for example.</summary>
    public int Code { get; } = code;
}
