using System.Reactive.Concurrency;
using LeanRx.Server.Hosting.Internal;
using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.Hosting;

/// <summary>
/// What waits to be written to one connection, in bytes. Every host keeps one for each connection and so follows the same rule of who is a slow reader.
/// </summary>
/// <remarks>
/// A reader is slow when nothing of what waits is taken for <see cref="ServerLimits.WriteTimeout"/>, or when more pushes wait than
/// <see cref="ServerLimits.MaxPendingBytes"/>. Answers are never too many by their size: while they wait, the host reads no further commands
/// (<see cref="AnswersTakenAsync"/>). When over all connections more waits than <see cref="ServerLimits.MaxTotalPendingBytes"/>, those for which the most waits
/// are dropped first. Safe from many threads.
/// </remarks>
public sealed class SendBacklog : IDisposable
{
    /// <summary>Answers that may wait while further commands are read, in bytes.</summary>
    const int MaxWaitingAnswers = 64 * 1024;

    readonly object _lock = new();
    readonly BacklogTotal _total;
    readonly EngineClock _clock;
    readonly ServerLimits _limits;
    readonly Action<BacklogOverflow> _overflowed;
    long _pushes;
    long _answers;
    TimeSpan _movedAt;
    IDisposable? _watch;
    TaskCompletionSource? _answersTaken;
    TaskCompletionSource? _room;
    bool _isClosed;

    internal SendBacklog(BacklogTotal total, EngineClock clock, ServerLimits limits, Action<BacklogOverflow> overflowed)
    {
        _total = total;
        _clock = clock;
        _limits = limits;
        _overflowed = overflowed;
        total.Open(this);
    }

    /// <summary>Bytes that wait.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return _pushes + _answers;
        }
    }

    /// <summary>Whether more than a share of <see cref="ServerLimits.MaxPendingBytes"/> is waiting; see <see cref="FanOutFrame.DropsAbove"/>.</summary>
    /// <param name="share">The share, 0 to 1.</param>
    public bool IsFullerThan(double share) => Bytes > _limits.MaxPendingBytes * share;

    /// <summary>
    /// Takes note of a frame that is to be written. False when it is not to be: the connection is being dropped, or has just become a slow reader's, of which
    /// the host was told.
    /// </summary>
    /// <param name="bytes">Its size.</param>
    /// <param name="isAnswer">Whether the peer has asked for it. A push that is alone fits whatever its size.</param>
    public bool TryAdd(int bytes, bool isAnswer)
    {
        lock (_lock)
        {
            if (_isClosed)
                return false;
            if (isAnswer || _pushes == 0 || _pushes + bytes <= _limits.MaxPendingBytes)
            {
                Add(bytes, isAnswer);
                isAnswer = true;
            }
        }
        if (isAnswer)
            _total.Add(bytes);
        else
            Drop(BacklogOverflow.SlowReader);
        return isAnswer;
    }

    /// <summary>Takes note that bytes were written: the reader makes progress.</summary>
    /// <returns>Whether that is a sign of life: the peer was waited for.</returns>
    public bool Remove(int bytes)
    {
        Waiters waiters;
        bool isAlive;
        lock (_lock)
        {
            if (_isClosed)
                return false;
            var all = _pushes + _answers;
            // Which of the two they were is not written down; what came in is taken to leave evenly.
            var answers = bytes >= all ? _answers : bytes * _answers / all;
            _answers -= answers;
            _pushes = Math.Max(0, _pushes - (bytes - answers));
            var now = _clock.Elapsed;
            isAlive = now - _movedAt >= TimeSpan.FromSeconds(1);
            _movedAt = now;
            waiters = Ready();
        }
        _total.Add(-bytes);
        waiters.Go();
        return isAlive;
    }

    /// <summary>
    /// Completes when so few answers wait that the next command may be read; the host asks before each. Goes on where <see cref="Remove"/> was called: a host
    /// with threads hops to another.
    /// </summary>
    public Task AnswersTakenAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return _isClosed || _answers <= MaxWaitingAnswers ? Task.CompletedTask
                : (_answersTaken ??= new TaskCompletionSource()).Task.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Completes when more can be pushed without haste: no more than half of <see cref="ServerLimits.MaxPendingBytes"/> waits. Goes on where
    /// <see cref="Remove"/> was called, too.
    /// </summary>
    public Task RoomAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return _isClosed || HasRoom ? Task.CompletedTask : (_room ??= new TaskCompletionSource()).Task.WaitAsync(cancellationToken);
    }

    /// <summary>The connection is done with: nothing waits any more.</summary>
    public void Dispose()
    {
        if (TryClose(out var waiters))
            waiters.Go();
    }

    internal void Drop(BacklogOverflow overflow)
    {
        if (!TryClose(out var waiters))
            return;
        _overflowed(overflow);
        waiters.Go();
    }

    /// <summary>Lets those go on who wait, if they may.</summary>
    internal void Wake()
    {
        Waiters waiters;
        lock (_lock)
            waiters = Ready();
        waiters.Go();
    }

    bool HasRoom => _total.IsHurried || _pushes + _answers <= _limits.MaxPendingBytes / 2;

    void Add(int bytes, bool isAnswer)
    {
        if (_pushes + _answers == 0)
        {
            _movedAt = _clock.Elapsed;
            // One timer for all that comes while it runs, not one for each write.
            _watch ??= _clock.Scheduler.Schedule(_limits.WriteTimeout, Look);
        }
        if (isAnswer)
            _answers += bytes;
        else
            _pushes += bytes;
    }

    Waiters Ready()
    {
        TaskCompletionSource? answersTaken = null, room = null;
        if (_isClosed || _answers <= MaxWaitingAnswers)
            (answersTaken, _answersTaken) = (_answersTaken, null);
        if (_isClosed || HasRoom)
            (room, _room) = (_room, null);
        return new Waiters(answersTaken, room);
    }

    void Look()
    {
        lock (_lock)
        {
            _watch = null;
            if (_isClosed || _pushes + _answers == 0)
                return;
            var left = _movedAt + _limits.WriteTimeout - _clock.Elapsed;
            if (left > TimeSpan.Zero)
            {
                _watch = _clock.Scheduler.Schedule(left, Look);
                return;
            }
        }
        Drop(BacklogOverflow.SlowReader);
    }

    bool TryClose(out Waiters waiters)
    {
        waiters = default;
        long bytes;
        lock (_lock)
        {
            if (_isClosed)
                return false;
            _isClosed = true;
            bytes = _pushes + _answers;
            _pushes = 0;
            _answers = 0;
            _watch?.Dispose();
            _watch = null;
            waiters = Ready();
        }
        _total.Close(this, bytes);
        return true;
    }

    /// <summary>Those who may go on, once no lock is held.</summary>
    readonly record struct Waiters(TaskCompletionSource? AnswersTaken, TaskCompletionSource? Room)
    {
        public void Go()
        {
            AnswersTaken?.SetResult();
            Room?.SetResult();
        }
    }
}
