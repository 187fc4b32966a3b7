using System.Reactive.Disposables;
using LeanRx.Common.Internal;
using LeanRx.Runtime.Internal;

namespace LeanRx.Sending.Internal;

/// <summary>What ends a send whose way into the store is not over yet, and the wait for the store itself.</summary>
internal sealed partial class OutboxSender
{
    /// <summary>The client is being closed: what is on its way into the store is not awaited any more, and stays there.</summary>
    public void Close(ClientClosedException cause)
    {
        OutboxSend[] sends;
        lock (_lock)
        {
            _refusal = cause;
            sends = [.. _batch, .. _waiting];
        }
        foreach (var send in sends)
            Leave(send, cause);
        EndWaits();
    }

    /// <summary>Ends a send by its token and its time while it is on its way into the store. Most are there before this is called.</summary>
    void Watch(OutboxSend send)
    {
        ClientClosedException? refusal;
        lock (_lock)
        {
            if (send.Stage != OutboxStage.Storing)
                return;
            refusal = _refusal;
        }
        if (refusal is not null)
        {
            Leave(send, refusal);
            return;
        }
        if (send.CancellationToken.CanBeCanceled)
            send.StoreWatch.Add(send.CancellationToken.Register(() =>
            {
                if (TryMove(send, OutboxStage.GivenUp))
                    send.Cancel(send.CancellationToken);
            }));
        SetTimer(send, send.StoreWatch, OnUnstored);
    }

    /// <summary>Calls when the time of a send is over, unless it has ended before.</summary>
    void SetTimer(OutboxSend send, CompositeDisposable until, Action<OutboxSend> over) =>
        until.Add(Options.Scheduler.ScheduleOrFallback(send, Options.OfflineTimeout, over));

    void OnUnstored(OutboxSend send)
    {
        if (TryMove(send, OutboxStage.GivenUp))
            send.Fail(new OutboxStoreException($"The store of the outbox did not keep a send within {Text.Of(Options.OfflineTimeout)} (OfflineTimeout)."));
    }

    void Leave(OutboxSend send, ClientClosedException cause)
    {
        if (TryMove(send, OutboxStage.Left))
            send.Fail(cause);
    }

    /// <summary>Leaves the first stage. False for a send that left it before.</summary>
    bool TryMove(OutboxSend send, OutboxStage stage)
    {
        lock (_lock)
        {
            if (send.Stage != OutboxStage.Storing)
                return false;
            send.Stage = stage;
            if (stage == OutboxStage.GivenUp)
            {
                _count--;
                if (send.Place?.List is not null)
                    _waiting.Remove(send.Place);
            }
        }
        send.StoreWatch.Dispose();
        return true;
    }

    /// <summary>
    /// Completes when the store is not used any more, after the client was closed for good; a store that does not answer has as long as a server.
    /// </summary>
    public async Task IdleAsync()
    {
        Task idle;
        lock (_lock)
            idle = _working == 0 ? Task.CompletedTask : (_idle ??= new TaskCompletionSource<bool>()).Task;
        if (idle.IsCompleted)
            return;
        var over = new TaskCompletionSource<bool>();
        using var timer = Options.Scheduler.ScheduleOrFallback(over, Options.CommandTimeout, static over => over.TrySetResult(true));
        await Task.WhenAny(idle, over.Task).ConfigureAwait(false);
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
}
