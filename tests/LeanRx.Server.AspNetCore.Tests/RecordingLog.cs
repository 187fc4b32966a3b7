using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>A log that a test can wait on.</summary>
public sealed class RecordingLog : ILoggerFactory, ILogger
{
    readonly TaskCompletionSource<string> _warning = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The first line of level warning or above.</summary>
    public Task<string> FirstWarning => _warning.Task;

    public ILogger CreateLogger(string categoryName) => categoryName == "LeanRx.Server.Demo" ? NullLogger.Instance : this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            _warning.TrySetResult(formatter(state, exception));
    }

    public void Dispose()
    {
    }
}
