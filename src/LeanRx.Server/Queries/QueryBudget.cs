using System.Diagnostics;
using System.Text.RegularExpressions;

namespace LeanRx.Server;

/// <summary>Time that the regular expressions of one query have left. For one query and one thread at a time.</summary>
/// <param name="limit">How long they may run together; a single match that is under way when the budget ends is cut off by its own timeout.</param>
public sealed class QueryBudget(TimeSpan limit)
{
    // Not the scheduler's clock: what is bounded is the processor's work, and match timeouts of regular expressions know no other clock either.
    TimeSpan _used;

    internal bool IsMatch(Regex regex, string text)
    {
        if (_used >= limit) throw Exceeded();
        var start = Stopwatch.GetTimestamp();
        try
        {
            return regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            // Its clock is coarser than ours, so that we may have seen less time go by.
            _used = limit;
            throw Exceeded();
        }
        finally
        {
            _used += Stopwatch.GetElapsedTime(start);
        }
    }

    QueryTimeoutException Exceeded() => new($"The regular expressions of the query ran longer than {limit.TotalMilliseconds:0} ms.");
}
