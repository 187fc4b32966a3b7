using System.Reactive.Concurrency;
using LeanRx.Cli.Serving;

namespace LeanRx.Cli.Tests;

/// <summary>A server that became quiet gives its memory back, and one that is busy is left alone.</summary>
public class IdleMemoryTests
{
    readonly HistoricalScheduler _clock = new();
    long _allocated;
    int _times;

    IDisposable Run() => new IdleMemory(_clock, () => _allocated, () => _times++).Run();

    int After(long allocated)
    {
        _allocated += allocated;
        _clock.AdvanceBy(IdleMemory.Interval);
        return _times;
    }

    [Fact]
    public void Memory_goes_back_once_when_a_busy_time_is_over()
    {
        using var running = Run();
        Assert.Equal(0, After(IdleMemory.Worthwhile));
        Assert.Equal(0, After(IdleMemory.Quiet));
        Assert.Equal(1, After(IdleMemory.Quiet - 1));
        Assert.Equal(1, After(IdleMemory.Quiet - 1));
        Assert.Equal(1, After(0));
    }

    [Fact]
    public void A_slow_chat_costs_one_pause_for_each_so_many_bytes()
    {
        using var running = Run();
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 2], Enumerable.Range(0, 16).Select(_ => After(IdleMemory.Worthwhile / 8)));
    }

    [Fact]
    public void Nothing_happens_after_the_end()
    {
        using (Run())
            After(IdleMemory.Worthwhile);
        Assert.Equal(0, After(0));
    }
}
