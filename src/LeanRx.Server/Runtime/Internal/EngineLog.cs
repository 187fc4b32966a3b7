using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Runtime.Internal;

/// <summary>The engine's log lines.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(1, LogLevel.Information, "Rejected {Address} with {Code}: {Reason}")]
    public static partial void LogRejected(this ILogger log, string? address, int code, string reason);

    [LoggerMessage(2, LogLevel.Error, "A fault while {Doing}.")]
    public static partial void LogFault(this ILogger log, Exception exception, string doing);

    [LoggerMessage(3, LogLevel.Error, "A message to conversation {Conversation} could not be stored.")]
    public static partial void LogNotStored(this ILogger log, Exception exception, string conversation);

    [LoggerMessage(4, LogLevel.Error, "The cursors of conversation {Conversation} could not be saved. It is tried again.")]
    public static partial void LogNotSaved(this ILogger log, Exception exception, string conversation);
}
