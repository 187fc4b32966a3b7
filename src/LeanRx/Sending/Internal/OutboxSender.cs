using LeanRx.Connections.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Protocol;
using LeanRx.Runtime.Internal;

namespace LeanRx.Sending.Internal;

// law 5, law 7, law 4
/// <summary>
/// Sends that are to survive the end of the process: each is kept by the store before it goes out, with the token by which the server knows it, and forgotten
/// when it has ended. What a client before this one left behind goes out first, in its old order. A store that does not answer holds nobody: a
/// send ends by its token, its time and the close of the client also while it is on its way into the store.
/// </summary>
internal sealed partial class OutboxSender(ISession session, ConversationRegistry conversations, Sends sends, SendJournal journal, IOutboxStore store)
{
    readonly object _lock = new();
    readonly LinkedList<OutboxSend> _waiting = new();
    readonly SortedDictionary<long, OutboxEntry> _left = [];
    List<OutboxSend> _batch = [];
    ClientClosedException? _refusal;
    bool _isRunning;
    bool _isLoaded;
    int _count;
    int _working;
    TaskCompletionSource<bool>? _idle;

    LeanClientOptions Options => session.Options;

    /// <summary>
    /// Lets what was left behind and what waits go out once more, after a login. Called inside the gate, where the store's code does not run.
    /// </summary>
    public void OnOpened()
    {
        lock (_lock)
        {
            _isLost = false;
            if (_left.Count == 0 && _lanes.Values.All(static lane => lane.Waiting.Count == 0))
                return;
        }
        Options.Scheduler.ScheduleOrFallback(this, static outbox => outbox.Resume());
    }

    /// <summary>The client is being opened: what was left behind goes out.</summary>
    public void Open()
    {
        lock (_lock)
            _refusal = null;
        Start();
    }

    void Resume()
    {
        ReleaseAll();
        Start();
    }

    void Start()
    {
        lock (_lock)
        {
            foreach (var entry in _left.Values)
                Enqueue(Restored(entry, OutboxFrame.OfEntry(entry)!));
            _left.Clear();
            if (_isRunning || (_isLoaded && _waiting.Count == 0))
                return;
            _isRunning = true;
        }
        _ = CountAsync(PumpAsync);
    }

    public Task<Frame> SendAsync(DirectFrame frame, CancellationToken cancellationToken)
    {
        var send = new OutboxSend(OutboxFrame.ToEntry(Options.ClientId, frame), frame, isStored: false, session.Deliveries, cancellationToken);
        bool isRunning;
        lock (_lock)
        {
            var most = Options.MaxPendingCommands;
            if (_count >= most)
                return Task.FromException<Frame>(new OutboxFullException($"direct was not taken: {most} sends wait already (MaxPendingCommands)."));
            _count++;
            Enqueue(send);
            (isRunning, _isRunning) = (_isRunning, true);
        }
        if (!isRunning)
            _ = CountAsync(PumpAsync);
        Watch(send);
        return send.TakeTask();
    }

    void Enqueue(OutboxSend send) => send.Place = _waiting.AddLast(send);

    OutboxSend Restored(OutboxEntry entry, DirectFrame frame)
    {
        _count++;
        journal.Begin(frame);
        return new OutboxSend(entry, frame, isStored: true, session.Deliveries, CancellationToken.None);
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
                _batch = [];
                if (_waiting.Count == 0)
                {
                    _isRunning = false;
                    return;
                }
                _batch = batch = [.. _waiting];
                _waiting.Clear();
            }
            List<OutboxEntry> fresh = [.. batch.Where(static send => !send.IsStored).Select(static send => send.Entry)];
            var failure = unread;
            if (failure is null && fresh.Count > 0)
                failure = await TryAsync(() => store.AddAsync(fresh), "keep a send").ConfigureAwait(false);
            foreach (var send in batch)
            {
                TryMove(send, OutboxStage.Out);
                if (failure is null || send.IsStored)
                    Proceed(send);
                else
                    Drop(send, failure);
            }
        }
    }

    /// <summary>The store has it.</summary>
    void Proceed(OutboxSend send)
    {
        if (send.Stage == OutboxStage.GivenUp)
            _ = CountAsync(() => ForgetAsync(send));
        else
            Dispatch(send);
    }

    /// <summary>The store does not have it.</summary>
    void Drop(OutboxSend send, OutboxStoreException failure)
    {
        if (send.Stage == OutboxStage.GivenUp)
            return;
        if (send.Stage == OutboxStage.Left)
        {
            journal.Fail(send.Frame, failure);
            Report($"A message that was to stay in the outbox ({Name(send)}) could not be kept: {failure.Message}", failure);
        }
        End(send, static (send, failure) => send.Fail(failure), failure);
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
            var first = _waiting.First;
            foreach (var entry in content.Entries.Where(entry => entry.ClientId == Options.ClientId))
            {
                if (OutboxFrame.OfEntry(entry) is not { } frame)
                    Report($"The outbox holds something under token \"{entry.Token}\" that is no message; it was left there.", null);
                else if (first is null)
                    Enqueue(Restored(entry, frame));
                else
                    _waiting.AddBefore(first, Restored(entry, frame));
            }
        }
        return null;
    }

    async Task FinishAsync(OutboxSend send, Task<Frame> execution)
    {
        var slot = SlotOf(send);
        var isLeft = send.Stage == OutboxStage.Left;
        var isKept = false;
        if (isLeft)
            slot.Sends.Begin();
        try
        {
            var answer = await execution.ConfigureAwait(false);
            if (isLeft && answer is AckFrame { MessageUid: not null } ack)
                journal.Succeed(send.Frame, Sends.ToAck(ack));
            End(send, static (send, answer) => send.Succeed(answer), answer);
        }
        catch (Exception exception)
        {
            if (exception is ServerRejectedException refusal && ErrorCodes.IsTemporary(refusal.Code))
            {
                Wait(send, refusal);
                return;
            }
            Fail(send, exception);
            isKept = IsKept(send, exception);
        }
        finally
        {
            if (isLeft)
                sends.OnEnded(slot, isAnswered: false);
        }
        OnEnded(send);
        if (!isKept)
            await ForgetAsync(send).ConfigureAwait(false);
    }

    async Task ForgetAsync(OutboxSend send)
    {
        if (await TryAsync(() => store.RemoveAsync(send.Entry.Token), "forget a send").ConfigureAwait(false) is { } failure)
            Report(failure.Message, failure);
    }

    /// <summary>Whether a send that ends so stays: it was not refused, and nobody else is told that it was not sent.</summary>
    static bool IsKept(OutboxSend send, Exception exception) =>
        exception is ClientClosedException || (send.Stage == OutboxStage.Left && exception is not (ServerRejectedException or InvalidResponseException));

    void Fail(OutboxSend send, Exception exception)
    {
        if (IsKept(send, exception))
        {
            lock (_lock)
                _left.Add(send.Order, send.Entry);
        }
        else if (send.Stage == OutboxStage.Left)
        {
            journal.Fail(send.Frame, exception);
            Report($"A message that was left in the outbox ({Name(send)}) could not be sent: {exception.Message}", exception);
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
        // Nobody awaits what was left, and an error that nobody sees is not to be told as unobserved.
        if (send.Stage == OutboxStage.Out)
            end(send, outcome);
    }

    static string Name(OutboxSend send) => $"token \"{send.Entry.Token}\", conversation {send.Frame.ConversationId}";

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

    void Report(string message, Exception? exception) => session.Report(new Fault(FaultKind.Outbox, message, exception));
}
