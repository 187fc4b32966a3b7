using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Tests.Support;

/// <summary>Keeps the errors that the engine logs.</summary>
sealed class FaultLog : ILoggerFactory, ILogger
{
    public List<Exception?> Faults { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Error)
            Faults.Add(exception);
    }

    public void Dispose()
    {
    }
}
