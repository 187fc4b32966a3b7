using Microsoft.Extensions.Logging;

namespace LeanRx.Server.AspNetCore.Internal;

/// <summary>What the host writes to the log.</summary>
static partial class HostLog
{
    [LoggerMessage(1, LogLevel.Warning, "The connection of {Address} was cut: {Loss}.")]
    public static partial void Cut(ILogger logger, string? address, SocketLoss loss);

    [LoggerMessage(2, LogLevel.Debug, "A connection was lost: {Message}")]
    public static partial void Lost(ILogger logger, string message);
}
