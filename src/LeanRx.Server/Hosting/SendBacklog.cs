using System.Reactive.Concurrency;
using LeanRx.Server.Hosting.Internal;
using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.Hosting;

/// <summary>Accounts for what waits to be written to one connection, in bytes, and decides when its peer is a slow reader.</summary>
/// <remarks>
/// <para>Hosts keep one for each connection. It can be used from any thread.</para>
/// <para>A reader is slow if it takes nothing of what waits for <see cref="ServerLimits.WriteTimeout"/>, or if more pushes wait than <see
/// cref="ServerLimits.MaxPendingBytes"/>. Replies are never too many; while they wait, the host reads no further commands (<see
/// cref="AnswersTakenAsync"/>).</para>
/// <para>If more waits over all connections than <see cref="ServerLimits.MaxTotalPendingBytes"/>, the connections for which the most waits are dropped
/// first.</para>
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

    /// <summary>The number of bytes that wait.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return _pushes + _answers;
        }
    }

    /// <summary>Returns whether more than a share of <see cref="ServerLimits.MaxPendingBytes"/> waits; see <see cref="FanOutFrame.DropsAbove"/>.</summary>
    /// <param name="share">The share, 0 to 1.</param>
    public bool IsFullerThan(double share) => Bytes > _limits.MaxPendingBytes * share;

    /// <summary>Adds a frame that is to be written.</summary>
    /// <param name="bytes">Its size.</param>
    /// <param name="isAnswer">Whether the peer has asked for it. A single push fits whatever its size.</param>
    /// <returns>False if it must not be written: the connection is being dropped, or its peer has just become a slow reader, of which the host is
    /// notified.</returns>
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

    /// <summary>Removes bytes that were written: the reader makes progress.</summary>
    /// <returns>Whether that is a sign of life, because the peer was being waited for.</returns>
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

    /// <summary>Completes when so few replies wait that the next command may be read.</summary>
    /// <remarks>
    /// The host awaits it before each command. Continuations run where <see cref="Remove"/> is called; a host with threads of its own moves to another one.
    /// </remarks>
    public Task AnswersTakenAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return _isClosed || _answers <= MaxWaitingAnswers ? Task.CompletedTask
                : (_answersTaken ??= new TaskCompletionSource()).Task.WaitAsync(cancellationToken);
    }

    /// <summary>Completes when at most half of <see cref="ServerLimits.MaxPendingBytes"/> waits, so that more can be pushed.</summary>
    /// <remarks>Continuations run where <see cref="Remove"/> is called.</remarks>
    public Task RoomAsync(CancellationToken cancellationToken = default)
    {
        lock (_lock)
            return _isClosed || HasRoom ? Task.CompletedTask : (_room ??= new TaskCompletionSource()).Task.WaitAsync(cancellationToken);
    }

    /// <summary>Ends the account of a connection that is closed.</summary>
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
