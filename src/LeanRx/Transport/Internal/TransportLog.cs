using Microsoft.Extensions.Logging;

namespace LeanRx.Transport.Internal;

/// <summary>The transport's log lines.</summary>
internal static partial class TransportLog
{
    [LoggerMessage(1, LogLevel.Debug, "The connection to {Address} could not be let go of in order.")]
    public static partial void NotLetGo(ILogger logger, Exception exception, Uri address);

    [LoggerMessage(2, LogLevel.Error, "An observer of the connection to {Address} threw.")]
    public static partial void ObserverThrew(ILogger logger, Exception exception, Uri address);
}
