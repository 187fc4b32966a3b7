using System.Reactive.Disposables;

namespace LeanRx.Sending.Internal;

/// <summary>
/// The sends of one conversation: those under way, and those that wait because the server refused one for a reason that passes. While nothing was refused any
/// number may be under way; after a pause one goes out first, and with each that gets through one more may be under way. Guarded by the outbox.
/// </summary>
internal sealed class OutboxLane
{
    const int Unbounded = int.MaxValue;

    static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(30);

    int _window = Unbounded;
    int _pauses;

    /// <summary>By the order in which they were to go out.</summary>
    public SortedDictionary<long, OutboxSend> Waiting { get; } = [];

    public int UnderWay { get; set; }

    public ServerRejectedException? LastRefusal { get; private set; }

    /// <summary>Ends the pause; null while there is none.</summary>
    public SingleAssignmentDisposable? Timer { get; private set; }

    /// <summary>Whether somebody is letting sends go: what comes meanwhile is let go by him, behind what he has in hand.</summary>
    public bool IsReleasing { get; set; }

    public bool IsIdle => UnderWay == 0 && Waiting.Count == 0;

    /// <summary>Whether one more may go out. Where nothing was refused the session waits for the connection, not the outbox.</summary>
    public bool IsFree(bool isLost) => _window == Unbounded || (!isLost && UnderWay < _window);

    /// <summary>The server refused one for a while.</summary>
    /// <returns>How long to pause, doubled from one second to half a minute; null where a pause is on already.</returns>
    public TimeSpan? OnRefused(ServerRejectedException refusal)
    {
        LastRefusal = refusal;
        if (_window == 0)
            return null;
        _window = 0;
        Timer = new SingleAssignmentDisposable();
        var pause = TimeSpan.FromSeconds(1 << Math.Min(_pauses++, 5));
        return pause < s_longestPause ? pause : s_longestPause;
    }

    public void OnPaused()
    {
        Timer = null;
        _window = 1;
    }

    /// <summary>One that was under way ended, and not by a refusal that passes.</summary>
    public void OnEnded()
    {
        UnderWay--;
        if (_window is 0 or Unbounded)
            return;
        _window++;
        _pauses = 0;
    }
}
