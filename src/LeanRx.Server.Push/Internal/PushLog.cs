using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Push.Internal;

/// <summary>The log lines of the push service.</summary>
static partial class PushLog
{
    [LoggerMessage(1, LogLevel.Error, "{Provider} refuses what the application {Application} sends: {Reason}")]
    public static partial void LogKeyRefused(this ILogger log, string provider, string application, string reason);

    [LoggerMessage(2, LogLevel.Warning, "{Provider} refuses a notification for the device {Device} of the application {Application}: {Reason}")]
    public static partial void LogRefused(this ILogger log, string provider, string device, string application, string reason);

    [LoggerMessage(3, LogLevel.Warning, "A notification for the device {Device} of the application {Application} was given up after {Attempts} attempts: " +
        "{Provider}: {Reason}")]
    public static partial void LogGivenUp(this ILogger log, string provider, string device, string application, int attempts, string reason);

    [LoggerMessage(4, LogLevel.Information, "The device {Device} of the application {Application} is gone and was deleted: {Provider}: {Reason}")]
    public static partial void LogGone(this ILogger log, string provider, string device, string application, string reason);

    [LoggerMessage(5, LogLevel.Warning, "Notifications of the application {Application} are dropped: {Count} with {Bytes} bytes wait for {Waiting}.")]
    public static partial void LogDropped(this ILogger log, string application, int count, long bytes, string waiting);

    [LoggerMessage(6, LogLevel.Warning, "{Count} messages were not notified of: the push service was too slow.")]
    public static partial void LogMissed(this ILogger log, long count);

    [LoggerMessage(7, LogLevel.Error, "Nobody was notified of a message of the application {Application}: its devices could not be read.")]
    public static partial void LogNotFound(this ILogger log, Exception exception, string application);

    [LoggerMessage(8, LogLevel.Error, "A fault while {Doing}.")]
    public static partial void LogFault(this ILogger log, Exception exception, string doing);

    [LoggerMessage(9, LogLevel.Debug, "{Provider} asks the application {Application} to wait: {Reason}")]
    public static partial void LogPaused(this ILogger log, string provider, string application, string reason);

    [LoggerMessage(10, LogLevel.Warning, "{Count} notifications of the application {Application} were not sent before the end.")]
    public static partial void LogUnsent(this ILogger log, string application, int count);

    [LoggerMessage(11, LogLevel.Debug, "{Provider} has taken a notification for the device {Device} of the application {Application}.")]
    public static partial void LogSent(this ILogger log, string provider, string device, string application);

    [LoggerMessage(12, LogLevel.Warning, "{Provider} takes no notifications of the application {Application} now, and is tried again: {Reason}")]
    public static partial void LogOutage(this ILogger log, string provider, string application, string reason);

    [LoggerMessage(13, LogLevel.Information, "{Provider} takes notifications of the application {Application} again.")]
    public static partial void LogRecovered(this ILogger log, string provider, string application);
}
