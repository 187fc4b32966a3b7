using System.Diagnostics;
using System.Globalization;

namespace LeanRx.Cli.Importing.Reporting;

/// <summary>Tells how far the work has come: on a terminal in one line that changes, elsewhere in a line now and then.</summary>
sealed class ProgressLine(TextWriter output, bool isTerminal)
{
    static readonly TimeSpan s_onTerminal = TimeSpan.FromSeconds(0.5);
    static readonly TimeSpan s_elsewhere = TimeSpan.FromSeconds(10);

    /// <summary>The clock is looked at once for so many rows.</summary>
    const int Stride = 256;

    bool _hasLine;

    /// <summary>Passes rows on and counts them.</summary>
    public IEnumerable<T> Count<T>(string what, IEnumerable<T> rows)
    {
        var (count, begun, told) = (0L, Stopwatch.GetTimestamp(), Stopwatch.GetTimestamp());
        foreach (var row in rows)
        {
            yield return row;
            if (++count % Stride != 0 || Stopwatch.GetElapsedTime(told) < (isTerminal ? s_onTerminal : s_elsewhere))
                continue;
            told = Stopwatch.GetTimestamp();
            Tell(string.Create(CultureInfo.InvariantCulture, $"{what}: {count:N0}, {count / Stopwatch.GetElapsedTime(begun).TotalSeconds:N0} a second"));
        }
    }

    /// <summary>Ends the line.</summary>
    public void End()
    {
        if (_hasLine)
            output.WriteLine();
        _hasLine = false;
    }

    void Tell(string text)
    {
        if (isTerminal)
            output.Write($"\r{text,-70}");
        else
            output.WriteLine(text);
        _hasLine = isTerminal;
    }
}
