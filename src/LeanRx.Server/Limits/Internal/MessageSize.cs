using System.Text;
using LeanRx.Protocol;

namespace LeanRx.Server.Limits.Internal;

/// <summary>What a message comes to: its body, its push data and whom it mentions. The token has a bound of its own, since clients add it unasked.</summary>
internal static class MessageSize
{
    public static int Of(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);

    /// <exception cref="OperationRefusedException">4109: it is too large; 4103: it mentions an id that no client can have.</exception>
    public static void Require(ServerLimits limits, int bytes, IReadOnlyCollection<string> mentioned)
    {
        var size = bytes;
        foreach (var clientId in mentioned)
        {
            if (clientId.Length > limits.MaxClientIdLength)
                throw new OperationRefusedException(ErrorCodes.InvalidLogin, $"A client id has 1 to {limits.MaxClientIdLength} characters.");
            size += Of(clientId);
        }
        if (size > limits.MaxMessageBytes)
            throw new OperationRefusedException(ErrorCodes.FrameTooLong, $"The message has {size} bytes; at most {limits.MaxMessageBytes} are taken.");
    }
}
