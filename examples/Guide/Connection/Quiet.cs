using System.Collections.Concurrent;
using Guide.Playing;
using LeanRx;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Guide;

[Scenario("nothing is logged unless asked for", "默认不输出日志", "S9",
    English = "Logging is off: not a line is written unless the options say where to; then each state is a line.",
    Chinese = "默认不记录日志；只有在选项里指定去处，才会写出每个状态。")]
public sealed class Quiet : Scenario
{
    sealed class RecordingLog : ILoggerFactory, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }
    }

    protected override async Task PlayAsync()
    {
        var silent = new LeanClientOptions { Server = Server.Url, ClientId = "Tom" };
        Same(NullLoggerFactory.Instance, silent.LoggerFactory);

        var log = new RecordingLog();
        var tom = Client(silent with { LoggerFactory = log });
        await tom.OpenAsync();
        await tom.CloseAsync();
        True(log.Lines.Count > 0);
    }
}
