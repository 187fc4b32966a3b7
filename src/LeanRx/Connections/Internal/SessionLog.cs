using LeanRx.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeanRx.Connections.Internal;

// S9
/// <summary>The session's log lines, category <c>LeanRx.Session</c>. A logger that throws is not heard of.</summary>
internal sealed partial class SessionLog
{
    readonly ILogger _logger;

    public SessionLog(ILoggerFactory factory) => _logger = Create(factory);

    public bool IsTracing => _logger.IsEnabled(LogLevel.Trace);

    /// <summary>One line, whatever the cause: where a stack is wanted, the state itself has it.</summary>
    public void Changed(ConnectionState state)
    {
        if (_logger.IsEnabled(LogLevel.Information))
            Changed(StateText.Of(state));
    }

    [LoggerMessage(1, LogLevel.Information, "{State}")]
    partial void Changed(string state);

    [LoggerMessage(2, LogLevel.Trace, "{Direction} {Frame}")]
    public partial void Passed(FrameDirection direction, Frame frame);

    [LoggerMessage(3, LogLevel.Warning, "{Kind}: {Text}")]
    public partial void Faulted(FaultKind kind, string text, Exception? exception);

    [LoggerMessage(4, LogLevel.Debug, "Nobody waits for {Frame}")]
    public partial void Unclaimed(Frame frame);

    static ILogger Create(ILoggerFactory factory)
    {
        try
        {
            return ReferenceEquals(factory, NullLoggerFactory.Instance) ? NullLogger.Instance : new FencedLogger(factory.CreateLogger("LeanRx.Session"));
        }
        catch (Exception)
        {
            // Logging is a courtesy: a factory that fails costs the lines, not the client.
            return NullLogger.Instance;
        }
    }
}
