using System.Globalization;
using System.Reactive.Concurrency;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Exporting;

/// <summary>Tells on a terminal, in one line that changes, how far the work is; into a file, now and then, a line.</summary>
sealed class ExportProgress(TextWriter output, bool isFile, IScheduler scheduler)
{
    static readonly TimeSpan Worth = TimeSpan.FromSeconds(5);

    readonly Lock _lock = new();
    readonly TimeSpan _interval = isFile ? TimeSpan.FromSeconds(10) : TimeSpan.FromMilliseconds(250);
    DateTimeOffset _told = scheduler.Now;
    string? _stage;
    DateTimeOffset _began;
    double _fractionAtBegin;
    int _shown;

    public DateTimeOffset Now => scheduler.Now;

    /// <param name="stage">What is being done.</param>
    /// <param name="done">How far, in words.</param>
    /// <param name="fraction">How far, 0 to 1; null when nobody knows.</param>
    public void Tell(string stage, string done, double? fraction = null)
    {
        lock (_lock)
        {
            if (_stage != stage)
                (_stage, _began, _fractionAtBegin) = (stage, scheduler.Now, fraction ?? 0);
            if (scheduler.Now - _told < _interval)
                return;
            Show($"{stage}: {done}{Estimate(fraction)}");
        }
    }

    /// <summary>Tells that something failed and is tried again, where that takes a while.</summary>
    public void Waits(string reason, TimeSpan wait)
    {
        lock (_lock)
        {
            if (wait >= Worth)
                Show(string.Create(CultureInfo.InvariantCulture, $"{reason}; again in {wait.TotalSeconds:0} s"));
        }
    }

    /// <summary>Leaves the line free for others.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            if (_shown == 0)
                return;
            output.Write($"\r{new string(' ', _shown)}\r");
            output.Flush();
            _shown = 0;
        }
    }

    string Estimate(double? fraction)
    {
        if (fraction is not { } now || now - _fractionAtBegin < 0.001)
            return "";
        var left = (scheduler.Now - _began) * ((1 - now) / (now - _fractionAtBegin));
        var words = left.TotalHours >= 1.5 ? $"{left.TotalHours:0} hours" : left.TotalMinutes >= 1.5 ? $"{left.TotalMinutes:0} minutes" : "a minute";
        return string.Create(CultureInfo.InvariantCulture, $", {now * 100:0} %, about {words} left");
    }

    void Show(string line)
    {
        _told = scheduler.Now;
        line = PlainText.Of(line);
        if (isFile)
        {
            output.WriteLine(line);
            return;
        }
        output.Write($"\r{line.PadRight(_shown)}");
        output.Flush();
        _shown = line.Length;
    }
}
