using System.Diagnostics;
using System.Text.RegularExpressions;

namespace LeanRx.Server.Storage;

/// <summary>What one query may use: time, conversations to look at, bytes to hold. For one query and one thread at a time.</summary>
/// <remarks>Time runs by the machine's own clock from here on. It is looked at now and then, so that a query may take a little more.</remarks>
/// <param name="limit">How long the query may take; a single match of a regular expression that is under way when the time is over is cut off by its own
/// timeout.</param>
/// <param name="cancellationToken">Calls the query off: whoever asked has gone.</param>
public sealed class QueryBudget(TimeSpan limit, CancellationToken cancellationToken = default)
{
    /// <summary>Comparisons between two looks at the clock.</summary>
    const int StepsPerLook = 4096;

    // Not the scheduler's clock: what is bounded is the processor's work, and match timeouts of regular expressions know no other clock either.
    readonly long _start = Stopwatch.GetTimestamp();
    TimeSpan _matching;
    int _rows;
    int _steps;

    /// <summary>Most conversations that the query looks at. Default: any number.</summary>
    public int MaxRows { get; init; } = int.MaxValue;

    /// <summary>Most bytes of conversations that the query holds, counted as they stand in JSON. Default: any number.</summary>
    public long MaxBytes { get; init; } = long.MaxValue;

    /// <summary>
    /// Whether a page that would be larger than <see cref="MaxBytes"/> ends earlier (with one conversation at least) instead of being refused. Default false.
    /// </summary>
    public bool CutsPage { get; init; }

    /// <summary>Whether the page ended before its limit because of its size: there may be more.</summary>
    public bool IsCut { get; internal set; }

    /// <summary>Looks at one more conversation.</summary>
    internal void Look()
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (++_rows > MaxRows)
            throw new QueryTooLargeException($"The query would look at more than {MaxRows} conversations. Name a member (m), a name or ids (objectId), so " +
                "that fewer come into question.");
        Step();
    }

    /// <summary>Does so many comparisons.</summary>
    internal void Step(int count = 1)
    {
        _steps += count;
        if (_steps < StepsPerLook)
            return;
        _steps = 0;
        cancellationToken.ThrowIfCancellationRequested();
        if (Stopwatch.GetElapsedTime(_start) >= limit)
            throw new QueryTimeoutException($"The query took longer than {limit.TotalMilliseconds:0} ms.");
    }

    internal bool IsMatch(Regex regex, string text)
    {
        if (_matching >= limit) throw Exceeded();
        cancellationToken.ThrowIfCancellationRequested();
        var start = Stopwatch.GetTimestamp();
        try
        {
            return regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            // Its clock is coarser than ours, so that we may have seen less time go by.
            _matching = limit;
            throw Exceeded();
        }
        finally
        {
            _matching += Stopwatch.GetElapsedTime(start);
        }
    }

    QueryTimeoutException Exceeded() => new($"The regular expressions of the query ran longer than {limit.TotalMilliseconds:0} ms.");
}
