using System.Globalization;
using LeanRx.Cli.Common;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace LeanRx.Cli.Serving;

/// <summary>A line of the log for people: time, level, category, words. What strangers have a hand in does nothing to the terminal.</summary>
sealed class PlainLogFormatter() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "leanrx";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        textWriter.Write(TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z' ", CultureInfo.InvariantCulture));
        textWriter.Write(WordOf(logEntry.LogLevel));
        textWriter.Write($" {logEntry.Category}: ");
        textWriter.WriteLine(PlainText.Of(logEntry.Formatter(logEntry.State, logEntry.Exception)));
        if (logEntry.Exception is null)
            return;
        foreach (var line in logEntry.Exception.ToString().Split('\n'))
            textWriter.WriteLine($"    {PlainText.Of(line).TrimEnd()}");
    }

    static string WordOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        _ => "critical",
    };
}
