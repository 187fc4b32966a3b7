using LeanRx.Cli.Exporting;

namespace LeanRx.Cli.Tests.Exporting;

public sealed class ExportProgressTests
{
    readonly JumpingScheduler _clock = new(ExportTest.Start);
    readonly StringWriter _output = new();

    [Fact]
    public void On_a_terminal_one_line_changes_and_says_how_long_it_will_still_take()
    {
        var progress = new ExportProgress(_output, isFile: false, _clock);
        progress.Tell("messages", "0", 0);
        _clock.Advance(TimeSpan.FromMinutes(10));
        progress.Tell("messages", "1,000", 0.25);
        progress.Tell("messages", "1,001", 0.25); // At once again: that is not shown.
        _clock.Advance(TimeSpan.FromMinutes(25));
        progress.Tell("messages", "4", 0.999);
        progress.Clear();
        progress.Clear();
        var (first, second) = ("messages: 1,000, 25 %, about 30 minutes left", "messages: 4, 100 %, about a minute left");
        Assert.Equal($"\r{first}\r{second.PadRight(first.Length)}\r{new string(' ', second.Length)}\r", _output.ToString());
    }

    [Fact]
    public void In_a_file_a_line_stands_every_ten_seconds_and_what_is_waited_for()
    {
        var progress = new ExportProgress(_output, isFile: true, _clock);
        for (var second = 0; second < 25; second++)
        {
            progress.Tell("table", $"{second} rows");
            _clock.Advance(TimeSpan.FromSeconds(1));
        }
        progress.Waits("a blink", TimeSpan.FromSeconds(1));
        progress.Waits("429 Too Many Requests", TimeSpan.FromSeconds(42));
        progress.Clear();
        Assert.Equal("table: 10 rows\ntable: 20 rows\n429 Too Many Requests; again in 42 s\n", _output.ToString());
    }
}
