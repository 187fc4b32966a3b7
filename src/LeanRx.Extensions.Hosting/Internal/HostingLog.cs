using Microsoft.Extensions.Logging;

namespace LeanRx.Extensions.Hosting.Internal;

/// <summary>What the clients of a host write to its log, besides what each tells of itself.</summary>
static partial class HostingLog
{
    [LoggerMessage(1, LogLevel.Warning, "{Client} is not connected yet and goes on trying: {Message}")]
    public static partial void NotYetOpened(ILogger logger, string client, string message);

    [LoggerMessage(2, LogLevel.Error, "{Client} is not connected and has given up: {Message}")]
    public static partial void NotOpened(ILogger logger, string client, string message);
}
