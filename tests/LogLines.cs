using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LeanRx;

/// <summary>Keeps what is logged, for a test to look at or to wait for.</summary>
sealed class LogLines : ILoggerFactory, ILoggerProvider
{
    readonly ConcurrentQueue<LogLine> _all = [];
    readonly TaskCompletionSource<string> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The lowest level that is kept.</summary>
    public LogLevel From { get; init; } = LogLevel.Warning;

    /// <summary>A category of which nothing is kept.</summary>
    public string? Without { get; init; }

    /// <summary>Whether it throws whatever it is asked.</summary>
    public bool IsBroken { get; init; }

    public IReadOnlyList<LogLine> All => [.. _all];

    public IReadOnlyList<string> Lines => [.. _all.Select(static line => line.Text)];

    /// <summary>The first line, when it comes.</summary>
    public Task<string> First => _first.Task;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    sealed class Logger(LogLines log, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => log.IsBroken
            ? throw new InvalidOperationException("no log today")
            : logLevel >= log.From && category != log.Without;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;
            var text = formatter(state, exception);
            log._all.Enqueue(new LogLine(category, logLevel, eventId, text, exception));
            log._first.TrySetResult(text);
        }
    }
}

/// <summary>One line of a log.</summary>
readonly record struct LogLine(string Category, LogLevel Level, EventId Event, string Text, Exception? Exception);
