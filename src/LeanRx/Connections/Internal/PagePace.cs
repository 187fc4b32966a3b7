namespace LeanRx.Connections.Internal;

/// <summary>
/// How much a session asks for at once. A loss, or no answer in time, while pages are under way halves it, so that after a few of them whatever the line bears
/// gets through, one message at worst; pages that come double it again. Safe on any thread.
/// </summary>
/// <param name="maxFrameBytes">The largest frame that is read.</param>
internal sealed class PagePace(int maxFrameBytes)
{
    /// <summary>A thousand items halved so often are one.</summary>
    const int MostHalvings = 10;

    /// <summary>So many pages of one size come after a loss before the next is larger: growing at once would cost each other page.</summary>
    const int PagesBeforeGrowth = 4;

    const int MostBytes = 1024 * 1024;

    const int LeastBytes = 1024;

    readonly object _lock = new();
    readonly int _mostBytes = Math.Min(MostBytes, maxFrameBytes / 2);
    int _halvings;
    int _pages;

    /// <summary>How often it was halved and not doubled again.</summary>
    public int Halvings
    {
        get
        {
            lock (_lock)
                return _halvings;
        }
    }

    /// <summary>Most bytes of a page.</summary>
    public int Bytes => Math.Max(LeastBytes, _mostBytes >> Halvings);

    /// <summary>How many of what would be asked for, or done at a time, on a line that bears it.</summary>
    public int Limit(int wanted) => Math.Max(1, wanted >> Halvings);

    /// <summary>Pages that were under way did not come.</summary>
    public void Shrink()
    {
        lock (_lock)
        {
            _halvings = Math.Min(_halvings + 1, MostHalvings);
            _pages = 0;
        }
    }

    /// <summary>A page came.</summary>
    public void Grow()
    {
        lock (_lock)
        {
            if (_halvings == 0 || ++_pages < PagesBeforeGrowth)
                return;
            _halvings--;
            _pages = 0;
        }
    }
}
