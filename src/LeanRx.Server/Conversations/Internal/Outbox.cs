using LeanRx.Protocol;
using LeanRx.Protocol.Codecs.Internal;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Conversations.Internal;

/// <summary>
/// The sends of one conversation in their order. Appends are begun without waiting for the one before, so that a store can commit many together; acks and
/// deliveries leave in order, each after its append is durable.
/// </summary>
internal sealed class Outbox(Conversation conversation)
{
    /// <summary>More sends than these leave in more than one batch, so that the first of them does not wait for the last.</summary>
    const int MostAtOnce = 64;

    readonly Queue<Outgoing> _items = new();

    /// <summary>Made when somebody waits.</summary>
    Queue<(long Number, InlineSignal Signal)>? _waiting;
    bool _pumping;
    long _taken;
    long _done;

    public bool IsEmpty
    {
        get
        {
            lock (_items)
                return _items.Count == 0;
        }
    }

    /// <summary>Takes a send behind the earlier ones. Called inside the conversation's gate; <see cref="Pump"/> follows outside of it.</summary>
    public void Add(Outgoing item)
    {
        conversation.App.Services.InFlight.Begin();
        if (item.Request is not null)
            item.Sender!.BeginCommand();
        lock (_items)
        {
            _items.Enqueue(item);
            _taken++;
        }
    }

    /// <summary>Completes when every send taken before this call has been answered and delivered.</summary>
    public ValueTask SettledAsync()
    {
        lock (_items)
        {
            if (_done == _taken)
                return default;
            var signal = new InlineSignal();
            (_waiting ??= new()).Enqueue((_taken, signal));
            return signal.Fired;
        }
    }

    public void Pump()
    {
        lock (_items)
        {
            if (_pumping || _items.Count == 0)
                return;
            _pumping = true;
        }
        _ = PumpAsync();
    }

    async Task PumpAsync()
    {
        do
        {
            if (First.Append is { IsCompleted: false } append)
                await ((Task)append.AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (!CompleteRun());
    }

    Outgoing First
    {
        get
        {
            lock (_items)
                return _items.Peek();
        }
    }

    /// <summary>Completes sends until there is one to wait for, as one batch of so many at most; true when there is no other.</summary>
    bool CompleteRun()
    {
        using var batch = WriteBatch.Begin();
        for (var count = 0; count < MostAtOnce; count++)
        {
            var item = First;
            if (item.Append is { IsCompleted: false })
                return false;
            // Nothing is left to wait for.
            _ = CompleteAsync(item);
            if (item.Request is not null)
                item.Sender!.EndCommand();
            conversation.App.Services.InFlight.End();
            if (IsLast())
                return true;
        }
        return false;
    }

    /// <summary>Lets go of the first send and wakes those who waited for it; true when there is no other.</summary>
    bool IsLast()
    {
        List<InlineSignal>? woken = null;
        bool isEmpty;
        lock (_items)
        {
            _items.Dequeue();
            _done++;
            while (_waiting is not null && _waiting.TryPeek(out var first) && first.Number <= _done)
                (woken ??= []).Add(_waiting.Dequeue().Signal);
            isEmpty = _items.Count == 0;
            _pumping = !isEmpty;
        }
        woken?.ForEach(signal => signal.Fire());
        return isEmpty;
    }

    async ValueTask CompleteAsync(Outgoing item)
    {
        int? code = null;
        try
        {
            var message = item.Message;
            if (item.Append is { } append)
            {
                var result = await append.ConfigureAwait(false);
                message = result.Message;
                if (!result.IsDuplicate)
                {
                    conversation.NoteLastMessage(message);
                    conversation.App.Broadcasts.Note(message);
                }
                Acknowledge(item, message);
                if (result.IsDuplicate && !conversation.MayBeUntold(message))
                {
                    Tell(item, null);
                    item.Stored?.TrySetResult(message);
                    return;
                }
            }
            else
                Acknowledge(item, message);
            conversation.App.Services.Telemetry.OnDelivered(conversation.App.Statistics, Deliveries.Send(conversation, item, message));
            SentMessages.Tell(conversation, item, message);
            item.Stored?.TrySetResult(message);
        }
        catch (StaleOwnerException lost) when (conversation.App.Services.Ownership.Lose(lost.Claim))
        {
            if (item.Request is { } again)
                item.Sender!.Retry(again);
            item.Stored?.TrySetException(lost);
            item.Relay?.End(item.Message.Id, null);
            return;
        }
        catch (Exception exception)
        {
            conversation.App.Services.Log.LogNotStored(exception, conversation.Id);
            if (item.Request is { } request)
                item.Sender!.Refuse(request, ErrorCodes.InternalError,
                    exception is StoreUnavailableException ? exception.Message : "The message could not be stored.");
            code = ErrorCodes.InternalError;
            item.Stored?.TrySetException(exception);
        }
        Tell(item, code);
    }

    void Tell(Outgoing item, int? code)
    {
        item.Relay?.End(item.Message.Id, code);
        if (item.Request is null)
            return;
        conversation.App.Services.Telemetry.OnHandled(Commands.Direct, null, item.BegunAt, code);
    }

    /// <summary>What the sender knows to be taken has been counted.</summary>
    void Acknowledge(Outgoing item, StoredMessage message)
    {
        if (item.Request is not { } request)
            return;
        conversation.App.Services.Telemetry.OnReceived(conversation.App.Statistics, item.BegunAt);
        item.Sender!.Send(new AcceptedSend(request.SerialId, item.Sender!.ClientId, message.ConversationId, message.Id, message.Timestamp));
    }
}
