using LeanRx.Server.Hosting;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.AspNetCore.Logging.Internal;

/// <summary>What the host writes to the log.</summary>
static partial class HostLog
{
    /// <summary>A slow reader is worth a warning; that a peer is gone or was sent away is not.</summary>
    public static void Cut(ILogger logger, string? address, SocketLoss loss) =>
        Cut(logger, loss is SocketLoss.SlowReader or SocketLoss.Overload ? LogLevel.Warning : LogLevel.Debug, address, loss);

    [LoggerMessage(EventId = 1, Message = "The connection of {Address} was cut: {Loss}.")]
    static partial void Cut(ILogger logger, LogLevel level, string? address, SocketLoss loss);

    [LoggerMessage(2, LogLevel.Debug, "A connection was lost: {Message}")]
    public static partial void Lost(ILogger logger, string message);

    [LoggerMessage(3, LogLevel.Debug, "{Address} has connected, dialect {Dialect}.")]
    public static partial void Connected(ILogger logger, string? address, Dialect dialect);

    [LoggerMessage(4, LogLevel.Debug, "{Address} has disconnected, with close handshake: {IsClean}.")]
    public static partial void Disconnected(ILogger logger, string? address, bool isClean);

    [LoggerMessage(5, LogLevel.Error, "The file {ObjectId} could not be stored.")]
    public static partial void NotStored(ILogger logger, string objectId, Exception exception);

    [LoggerMessage(7, LogLevel.Error, "A request to {Pattern} failed.")]
    public static partial void RequestFailed(ILogger logger, Exception exception, string? pattern);

    [LoggerMessage(8, LogLevel.Warning, "The demo application is served. Its id and its keys are published, the master key too: name applications of your " +
        "own in ServerOptions.Apps.")]
    public static partial void Demo(ILogger logger);

    [LoggerMessage(9, LogLevel.Debug, "{Method} {Path} was answered with {Status}.")]
    public static partial void Answered(ILogger logger, string method, string path, int status);

    [LoggerMessage(6, LogLevel.Error, "{Method} {Path} failed.")]
    public static partial void RestFailed(ILogger logger, Exception exception, string method, string path);
}
