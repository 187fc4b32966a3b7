using LeanRx.Protocol;

namespace LeanRx.Internal;

/// <summary>
/// Sends that are to survive the end of the process: each is kept by the store before it goes out, with the token by which the server knows it, and forgotten
/// when it has ended. What a client before this one left behind goes out first, in its old order (law 5, law 7).
/// </summary>
internal sealed class Outbox(ClientCore core, IOutboxStore store)
{
    readonly object _lock = new();
    readonly Queue<OutboxSend> _waiting = new();
    readonly List<OutboxEntry> _left = [];
    bool _isRunning;
    bool _isLoaded;
    int _count;
    int _working;
    TaskCompletionSource<bool>? _idle;

    NotificationQueue Notifications => core.Session.Notifications;

    /// <summary>Lets what was left behind go out once more, after a login. Called inside the gate, where the store's code does not run.</summary>
    public void OnOpened()
    {
        lock (_lock)
        {
            if (_left.Count == 0)
                return;
        }
        core.Session.Options.Scheduler.ScheduleSurely(this, static outbox => outbox.Start());
    }

    /// <summary>Lets what was left behind go out.</summary>
    public void Start()
    {
        lock (_lock)
        {
            foreach (var entry in _left)
                _waiting.Enqueue(Restored(entry, OutboxFrame.OfEntry(entry)!));
            _left.Clear();
            if (_isRunning || (_isLoaded && _waiting.Count == 0))
                return;
            _isRunning = true;
        }
        _ = CountAsync(PumpAsync);
    }

    public Task<Frame> SendAsync(DirectFrame frame, CancellationToken cancellationToken)
    {
        var send = new OutboxSend(OutboxFrame.ToEntry(core.ClientId, frame), frame, isRestored: false, Notifications, cancellationToken);
        lock (_lock)
        {
            var most = core.Session.Options.MaxPendingCommands;
            if (_count >= most)
                return Task.FromException<Frame>(new OutboxFullException($"direct was not taken: {most} sends wait already (MaxPendingCommands)."));
            _count++;
            _waiting.Enqueue(send);
            if (_isRunning)
                return send.Handed();
            _isRunning = true;
        }
        _ = CountAsync(PumpAsync);
        return send.Handed();
    }

    OutboxSend Restored(OutboxEntry entry, DirectFrame frame)
    {
        _count++;
        return new OutboxSend(entry, frame, isRestored: true, Notifications, CancellationToken.None);
    }

    /// <summary>Completes when the store is not used any more: after the client was closed for good.</summary>
    public Task IdleAsync()
    {
        lock (_lock)
            return _working == 0 ? Task.CompletedTask : (_idle ??= new TaskCompletionSource<bool>()).Task;
    }

    /// <summary>Lets a work on the store count until it has ended.</summary>
    async Task CountAsync(Func<Task> work)
    {
        lock (_lock)
            _working++;
        try
        {
            await work().ConfigureAwait(false);
        }
        finally
        {
            TaskCompletionSource<bool>? idle = null;
            lock (_lock)
            {
                if (--_working == 0)
                    (idle, _idle) = (_idle, null);
            }
            idle?.SetResult(true);
        }
    }

    /// <summary>One at a time: keeps what waits, then lets it go out, in order.</summary>
    async Task PumpAsync()
    {
        var unread = await LoadAsync().ConfigureAwait(false);
        while (true)
        {
            List<OutboxSend> batch;
            lock (_lock)
            {
                if (_waiting.Count == 0)
                {
                    _isRunning = false;
                    return;
                }
                batch = [.. _waiting];
                _waiting.Clear();
            }
            List<OutboxEntry> fresh = [.. batch.Where(static send => !send.IsRestored).Select(static send => send.Entry)];
            var failure = unread;
            if (failure is null && fresh.Count > 0)
                failure = await TryAsync(() => store.AddAsync(fresh), "keep a send").ConfigureAwait(false);
            foreach (var send in batch)
            {
                if (failure is null || send.IsRestored)
                    _ = CountAsync(() => FinishAsync(send, core.Session.ExecuteAsync(send.Frame, repeatable: true, send.CancellationToken)));
                else
                    End(send, static (send, failure) => send.Fail(failure!), failure);
            }
        }
    }

    async Task<OutboxStoreException?> LoadAsync()
    {
        if (_isLoaded)
            return null;
        OutboxContent? content = null;
        var failure = await TryAsync(async () => content = await store.LoadAsync().ConfigureAwait(false), "be read").ConfigureAwait(false);
        if (failure is not null)
        {
            Report(failure.Message, failure);
            return failure;
        }
        if (content!.Damage is { } damage)
            Report(damage, null);
        _isLoaded = true;
        lock (_lock)
        {
            // They come before whatever waits by now.
            OutboxSend[] later = [.. _waiting];
            _waiting.Clear();
            foreach (var entry in content.Entries.Where(entry => entry.ClientId == core.ClientId))
            {
                if (OutboxFrame.OfEntry(entry) is { } frame)
                    _waiting.Enqueue(Restored(entry, frame));
                else
                    Report($"The outbox holds something under token \"{entry.Token}\" that is no message; it was left there.", null);
            }
            foreach (var send in later)
                _waiting.Enqueue(send);
        }
        return null;
    }

    async Task FinishAsync(OutboxSend send, Task<Frame> execution)
    {
        var slot = core.Conversations.Slot(send.Frame.ConversationId!);
        if (send.IsRestored)
            slot.Sends.Begin();
        try
        {
            var answer = await execution.ConfigureAwait(false);
            if (send.IsRestored && answer is AckFrame { MessageUid: { } id } ack)
                core.Conversations.TryRemember(slot, id, ack.Timestamp ?? 0, isReceived: false);
            End(send, static (send, answer) => send.Succeed(answer), answer);
        }
        catch (Exception exception)
        {
            Fail(send, exception);
            if (IsKept(send, exception))
                return;
        }
        finally
        {
            if (send.IsRestored)
                core.OnSendEnded(slot, isAnswered: false);
        }
        if (await TryAsync(() => store.RemoveAsync(send.Entry.Token), "forget a send").ConfigureAwait(false) is { } failure)
            Report(failure.Message, failure);
    }

    /// <summary>Whether a send that ends so stays: it was not refused, and nobody else is told that it was not sent.</summary>
    static bool IsKept(OutboxSend send, Exception exception) =>
        exception is ClientClosedException || (send.IsRestored && exception is not (ServerRejectedException or ProtocolViolationException));

    void Fail(OutboxSend send, Exception exception)
    {
        if (IsKept(send, exception))
        {
            lock (_lock)
                _left.Add(send.Entry);
        }
        else if (send.IsRestored)
        {
            Report($"A message that was left in the outbox (token \"{send.Entry.Token}\", conversation {send.Frame.ConversationId}) could not be sent: {exception.Message}", exception);
        }
        if (exception is OperationCanceledException)
            End(send, static (send, _) => send.Cancel(send.CancellationToken), 0);
        else
            End(send, static (send, exception) => send.Fail(exception), exception);
    }

    void End<T>(OutboxSend send, Action<OutboxSend, T> end, T outcome)
    {
        lock (_lock)
            _count--;
        // Nobody awaits what was restored, and an error that nobody sees is not to be told as unobserved.
        if (!send.IsRestored)
            end(send, outcome);
    }

    static async Task<OutboxStoreException?> TryAsync(Func<Task> what, string name)
    {
        try
        {
            await what().ConfigureAwait(false);
            return null;
        }
        catch (OutboxStoreException exception)
        {
            return exception;
        }
        catch (Exception exception)
        {
            return new OutboxStoreException($"The store of the outbox could not {name}: {exception.Message}", exception);
        }
    }

    void Report(string message, Exception? exception) => core.Session.Report(new Fault(FaultKind.Outbox, message, exception));
}
