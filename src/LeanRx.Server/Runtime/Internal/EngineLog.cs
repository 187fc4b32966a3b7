using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Runtime.Internal;

/// <summary>The engine's log lines.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Rejected {Address} with {Code}: {Reason}")]
    public static partial void LogRejected(this ILogger log, string? address, int code, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "A fault while {Doing}.")]
    public static partial void LogFault(this ILogger log, Exception exception, string doing);
}
