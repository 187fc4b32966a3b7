using LeanRx.Cli.Common;
using LeanRx.Cli.Configuring;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace LeanRx.Cli.Serving;

/// <summary>The log of a server, on standard error: lines of ours, and of the framework's those alone that tell of its mistakes.</summary>
sealed partial class ServeLog : IDisposable
{
    readonly LogFormat _format;
    readonly TextWriter _errors;
    readonly ILogger _logger;

    public ServeLog(LogSettings settings, TextWriter errors)
    {
        (_format, _errors) = (settings.Format, errors);
        Loggers = LoggerFactory.Create(logging =>
        {
            logging.SetMinimumLevel(LogLevel.Error).AddFilter("LeanRx", settings.Level)
                // That the server could not start is told in one line, without a stack trace before it.
                .AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);
            foreach (var (category, level) in settings.Levels)
                logging.AddFilter(category, level);
            logging.AddJsonConsole(json =>
            {
                json.UseUtcTimestamp = true;
                json.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
            });
            logging.Services.AddSingleton<ConsoleFormatter, PlainLogFormatter>();
            logging.AddConsole(console =>
            {
                console.LogToStandardErrorThreshold = LogLevel.Trace;
                console.FormatterName = settings.Format == LogFormat.Json ? ConsoleFormatterNames.Json : PlainLogFormatter.FormatterName;
            });
        });
        _logger = Loggers.CreateLogger("LeanRx.Serve");
    }

    public ILoggerFactory Loggers { get; }

    /// <summary>Says what works and is unwise: a line as the tool says everything, or a line of the log where lines are for machines.</summary>
    /// <param name="warning">It begins with the name of the tool.</param>
    public void Warn(string warning)
    {
        if (_format == LogFormat.Json)
            Warned(_logger, warning["leanrx: ".Length..]);
        else
            _errors.WriteLine(PlainText.Of(warning));
    }

    public void Listening(string url, string? directory) => Listening(_logger, url,
        directory is null ? ServeSettings.Memory : Flags.IsSecret("Data", directory) ? "a database" : directory);

    public void Measuring(Uri url) => Measuring(_logger, new Uri(url, "/metrics"));

    public void Stopping() => Stopping(_logger);

    public void Stopped() => Stopped(_logger);

    public void Dispose() => Loggers.Dispose();

    [LoggerMessage(1, LogLevel.Warning, "{Warning}")]
    static partial void Warned(ILogger logger, string warning);

    [LoggerMessage(2, LogLevel.Information, "Listening on {Url}, data in {Data}.")]
    static partial void Listening(ILogger logger, string url, string data);

    [LoggerMessage(5, LogLevel.Information, "Metrics at {Url}.")]
    static partial void Measuring(ILogger logger, Uri url);

    [LoggerMessage(3, LogLevel.Information, "Stopping.")]
    static partial void Stopping(ILogger logger);

    [LoggerMessage(4, LogLevel.Information, "Stopped.")]
    static partial void Stopped(ILogger logger);
}
