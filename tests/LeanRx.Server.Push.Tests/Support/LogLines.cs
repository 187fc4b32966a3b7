using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Push.Tests.Support;

/// <summary>The warnings and errors of the server, and what the push service says besides.</summary>
sealed class LogLines : ILoggerFactory, ILogger
{
    public List<string> Lines { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Warning || (logLevel == LogLevel.Information && eventId.Name == "LogRecovered"))
            Lines.Add($"{logLevel}: {formatter(state, exception)}");
    }

    public void Dispose()
    {
    }
}
