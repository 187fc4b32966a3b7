using System.Diagnostics;
using System.Text.RegularExpressions;

namespace LeanRx.Server.Storage;

/// <summary>What one query may use: time, conversations to look at, bytes to hold.</summary>
/// <remarks>
/// For one query, on one thread at a time. Time is measured by the clock of the machine, from the creation of the budget. It is checked now and then, so that a
/// query may take a little longer.
/// </remarks>
/// <param name="limit">How long the query may take. A match of a regular expression that is in progress is ended by its own timeout.</param>
/// <param name="cancellationToken">Cancels the query.</param>
public sealed class QueryBudget(TimeSpan limit, CancellationToken cancellationToken = default)
{
    /// <summary>Comparisons between two looks at the clock.</summary>
    const int StepsPerLook = 4096;

    // Not the scheduler's clock: what is bounded is the processor's work, and match timeouts of regular expressions know no other clock either.
    readonly long _start = Stopwatch.GetTimestamp();
    TimeSpan _matching;
    int _rows;
    int _steps;

    /// <summary>The maximum number of conversations that the query looks at.</summary>
    /// <value><see cref="int.MaxValue"/>.</value>
    public int MaxRows { get; init; } = int.MaxValue;

    /// <summary>The maximum size of the conversations that the query holds, in bytes as they stand in JSON.</summary>
    /// <value><see cref="long.MaxValue"/>.</value>
    public long MaxBytes { get; init; } = long.MaxValue;

    /// <summary>Whether a page that would exceed <see cref="MaxBytes"/> ends earlier, after at least one conversation, instead of being refused.</summary>
    /// <value>False.</value>
    public bool CutsPage { get; init; }

    /// <summary>Whether the page ended before its limit because of its size, so that there may be more.</summary>
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
