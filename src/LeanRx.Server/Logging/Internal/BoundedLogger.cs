using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Logging.Internal;

/// <summary>One category of a <see cref="BoundedLoggerFactory"/>.</summary>
internal sealed class BoundedLogger(ILogger inner, string category, LineQuota quota) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => inner.BeginScope(state);

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!inner.IsEnabled(logLevel) || !quota.TryPass(new LineKind(category, eventId.Id, eventId.Name, logLevel, exception?.GetType()), inner))
            return;
        inner.Log(logLevel, eventId, state, LogText.Clean(exception), (it, _) => LogText.Clean(formatter(it, exception)));
    }
}
