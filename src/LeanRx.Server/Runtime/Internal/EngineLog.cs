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

    [LoggerMessage(5, LogLevel.Warning, "The hook {Hook} failed at {Point} of {Subject}: {Reason} {Outcome}")]
    public static partial void LogHookFailed(this ILogger log, Exception? exception, string hook, string point, string subject, string reason, string outcome);

    [LoggerMessage(6, LogLevel.Warning, "The hook {Hook} could not be told {Event} of {Subject}: {Reason}")]
    public static partial void LogEventNotTold(this ILogger log, Exception? exception, string hook, string @event, string subject, string reason);

    [LoggerMessage(7, LogLevel.Warning, "The hook {Hook} is too slow: {Bound} events wait for it, and further ones are dropped.")]
    public static partial void LogEventsDropped(this ILogger log, string hook, int bound);

    [LoggerMessage(8, LogLevel.Warning, "The hook {Hook} has caught up; {Count} events were dropped.")]
    public static partial void LogEventsLost(this ILogger log, string hook, long count);
}
