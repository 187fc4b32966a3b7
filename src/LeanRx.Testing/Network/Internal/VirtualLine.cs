using System.Reactive.Concurrency;

namespace LeanRx.Testing.Network.Internal;

/// <summary>
/// One direction of one connection while it is thin: one payload after the other goes out, so many bytes a second. What is on its way follows each change of
/// the rate within a second, and as often both sides are told that bytes came.
/// </summary>
/// <param name="scheduler">The one clock.</param>
/// <param name="rate">How many bytes a second pass now; null for as many as there are.</param>
/// <param name="passed">Told how many bytes passed, and whether with them a payload is through.</param>
internal sealed class VirtualLine(IScheduler scheduler, Func<int?> rate, Action<int, bool> passed)
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    readonly Queue<(int Bytes, Action Through)> _waiting = new();
    double _left;
    int _told;
    bool _isRunning;

    /// <summary>Sends a payload, behind those before it.</summary>
    /// <param name="bytes">How long it is.</param>
    /// <param name="through">Called when its last byte has passed: at once where the line is not thin.</param>
    public void Send(int bytes, Action through)
    {
        if (!_isRunning && rate() is null)
        {
            passed(bytes, true);
            through();
            return;
        }
        _waiting.Enqueue((bytes, through));
        if (_isRunning)
            return;
        _isRunning = true;
        _left = bytes;
        Go();
    }

    /// <summary>Nothing more passes, also of what waits.</summary>
    public void Cut() => _waiting.Clear();

    void Go()
    {
        while (_waiting.Count > 0)
        {
            // The first byte says that there are more to come.
            if (_left > 0 && _told == 0 && rate() is not null)
                passed(0, false);
            if (rate() is { } bytesPerSecond && _left > 0)
            {
                var needed = TimeSpan.FromTicks((long)Math.Ceiling(_left / bytesPerSecond * TimeSpan.TicksPerSecond));
                var step = needed < Longest ? needed : Longest;
                scheduler.Schedule(step, () => Pass(step < needed ? bytesPerSecond * step.TotalSeconds : _left));
                return;
            }
            var (bytes, through) = _waiting.Dequeue();
            var last = bytes - _told;
            _told = 0;
            _left = _waiting.Count > 0 ? _waiting.Peek().Bytes : 0;
            passed(last, true);
            through();
        }
        _isRunning = false;
    }

    void Pass(double bytes)
    {
        _left -= bytes;
        if (_left > 0 && _waiting.Count > 0)
        {
            var told = (int)(_waiting.Peek().Bytes - _left);
            passed(told - _told, false);
            _told = told;
        }
        Go();
    }
}
