using System.Reactive.Concurrency;
using LeanRx.Server.Logging.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeanRx.Server;

/// <summary>A log that peers can neither flood nor use against the terminal that shows it.</summary>
/// <remarks>
/// <para>Of each kind of line (category, event, level, type of the exception) one of level warning or above is written a minute, and a thousand below; at the
/// end of the minute one more line says how many were left out.</para>
/// <para>Control characters are written as <c>\x1b</c>, and the values of URL queries, where tokens and signatures stand, as <c>***</c>. What a structured log
/// takes from the state of a line is not changed.</para>
/// <para>A server puts this before the log of its options by itself. Safe for calls from any thread.</para>
/// </remarks>
public sealed class BoundedLoggerFactory : ILoggerFactory
{
    readonly ILoggerFactory _inner;
    readonly LineQuota _quota;

    BoundedLoggerFactory(ILoggerFactory inner, IScheduler scheduler)
    {
        _inner = inner;
        _quota = new LineQuota(scheduler);
    }

    /// <summary>Puts the bounds before a log.</summary>
    /// <remarks>One that has them, and one that goes nowhere, is answered as it is.</remarks>
    /// <param name="inner">Where the lines go. It is not disposed.</param>
    /// <param name="scheduler">What measures the minutes.</param>
    public static ILoggerFactory Over(ILoggerFactory inner, IScheduler scheduler)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(scheduler);
        return inner is BoundedLoggerFactory or NullLoggerFactory ? inner : new BoundedLoggerFactory(inner, scheduler);
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new BoundedLogger(_inner.CreateLogger(categoryName), categoryName, _quota);

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => _inner.AddProvider(provider);

    /// <summary>Does nothing: the log behind it belongs to who made it.</summary>
    public void Dispose()
    {
    }
}
