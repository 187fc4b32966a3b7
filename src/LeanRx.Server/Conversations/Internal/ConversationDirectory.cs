using System.Collections.Concurrent;
using LeanRx.Protocol;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Ownership.Internal;
using LeanRx.Server.Records.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Conversations.Internal;

/// <summary>The conversations of one application that are in memory. Of too many idle ones those are let go that were used longest ago.</summary>
internal sealed class ConversationDirectory(Application app, IClientHomes homes)
{
    readonly ConcurrentDictionary<string, Conversation> _byId = new(StringComparer.Ordinal);

    /// <summary>The same by slot; null where no slot ever has another owner.</summary>
    readonly SlotIndex<Conversation>? _bySlot = app.Services.Ownership.IsShared ? new() : null;

    readonly int _capacity = app.Services.Limits.MaxIdleConversations;

    int _retireAt = app.Services.Limits.MaxIdleConversations;

    int _isRetiring;

    /// <summary>Counts uses. Two at once may count as one: they are as recent as each other.</summary>
    long _uses;

    public Application App => app;

    public int Count => _byId.Count;

    /// <summary>The conversation as it is now, loaded or not; made when it is not here.</summary>
    public Conversation Get(string id)
    {
        var conversation = _byId.TryGetValue(id, out var known) ? known : Add(new Conversation(app, id, homes));
        conversation.LastUse = ++_uses;
        return conversation;
    }

    /// <summary>The conversation when it is in memory.</summary>
    public Conversation? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Saves a new conversation, takes it in and enters its gate, so that it is not let go of before anybody is in it.</summary>
    public async ValueTask<ConversationHold> BeginAsync(ConversationRecord record)
    {
        var conversation = new Conversation(app, record.Id, homes);
        await conversation.Store.Conversations.SaveAsync(record).ConfigureAwait(false);
        await app.Notifications.PrepareAsync().ConfigureAwait(false);
        conversation.Gate.TryEnter();
        conversation.Begin(record);
        // Somebody may have found it in the store meanwhile.
        return Add(conversation) == conversation ? new ConversationHold(conversation) : await EnterAsync(record.Id).ConfigureAwait(false);
    }

    /// <summary>Enters a conversation's gate and loads it.</summary>
    /// <exception cref="OperationRefusedException">There is no such conversation: <paramref name="missing"/>, or 4323 for a temporary one that is
    /// over.</exception>
    public async ValueTask<ConversationHold> EnterAsync(string? id, int missing = ErrorCodes.ConversationNotFound)
    {
        if (string.IsNullOrEmpty(id))
            throw new OperationRefusedException(missing, "The field cid is missing.");
        var hold = await TryEnterAsync(id).ConfigureAwait(false);
        if (hold.Conversation is not null)
            return hold;
        throw new OperationRefusedException(TemporaryConversations.CodeOfMissing(id, missing), "There is no such conversation.");
    }

    /// <summary>Like <see cref="EnterAsync"/>, and waits until the sends before are answered and delivered.</summary>
    public async ValueTask<ConversationHold> EnterAloneAsync(string? id, int missing = ErrorCodes.ConversationNotFound)
    {
        var hold = await EnterAsync(id, missing).ConfigureAwait(false);
        await hold.Conversation.Outbox.SettledAsync().ConfigureAwait(false);
        return hold;
    }

    /// <summary>Enters a conversation's gate and loads it; the hold is empty when there is none.</summary>
    public async ValueTask<ConversationHold> TryEnterAsync(string id)
    {
        while (true)
        {
            var conversation = Get(id);
            await conversation.Gate.EnterAsync().ConfigureAwait(false);
            var hold = new ConversationHold(conversation);
            try
            {
                if (conversation.IsRetired)
                {
                    hold.Dispose();
                    continue;
                }
                if (!conversation.IsLoaded)
                    await conversation.LoadAsync().ConfigureAwait(false);
                if (conversation.Record is { } record && !TemporaryConversations.IsOver(record, app.Services.Clock.Now))
                    return hold;
                if (conversation.Record is not null)
                    await conversation.Store.Conversations.DeleteAsync(app.Id, id).ConfigureAwait(false);
                Remove(conversation);
                hold.Dispose();
                return default;
            }
            catch
            {
                Retire(conversation);
                hold.Dispose();
                throw;
            }
        }
    }

    /// <summary>Lets go of a conversation that is no more: what was not saved of it never is. Called inside its gate.</summary>
    public void Remove(Conversation conversation)
    {
        conversation.Positions.Abandon();
        Retire(conversation);
    }

    /// <summary>Those of a slot, as they are now.</summary>
    public IReadOnlyList<Conversation> In(int slot) => _bySlot?.In(slot) ?? [];

    /// <summary>Lets go of those of a slot, which is somebody else's now.</summary>
    public void Drop(int slot)
    {
        foreach (var conversation in In(slot))
        {
            // Whoever looks it up from now on gets another, which the new claim is for.
            Forget(conversation);
            _ = app.Services.RunAsync(RemoveAsync(conversation), "letting go of a conversation");
        }
    }

    /// <summary>Takes logins out of all chat rooms.</summary>
    public void Leave(Func<ISeat, bool> isGone)
    {
        foreach (var conversation in _byId.Values.Where(static conversation => conversation.Record is { IsTransient: true }))
            foreach (var seat in conversation.Occupants.Seats.Where(isGone))
                conversation.Occupants.Remove(seat);
    }

    async Task RemoveAsync(Conversation conversation)
    {
        await conversation.Gate.EnterAsync().ConfigureAwait(false);
        using var hold = new ConversationHold(conversation);
        Remove(conversation);
    }

    Conversation Add(Conversation conversation)
    {
        if (_byId.Count >= Volatile.Read(ref _retireAt) && Interlocked.Exchange(ref _isRetiring, 1) == 0)
        {
            try
            {
                RetireIdle();
            }
            finally
            {
                Volatile.Write(ref _isRetiring, 0);
            }
        }
        conversation.LastUse = ++_uses;
        _bySlot?.Add(SlotOf(conversation), conversation);
        var kept = _byId.GetOrAdd(conversation.Id, conversation);
        if (kept != conversation)
            _bySlot?.Remove(SlotOf(conversation), conversation);
        return kept;
    }

    void Forget(Conversation conversation)
    {
        _byId.TryRemove(KeyValuePair.Create(conversation.Id, conversation));
        _bySlot?.Remove(SlotOf(conversation), conversation);
    }

    int SlotOf(Conversation conversation) => Slots.Of(app.Id, conversation.Id);

    /// <summary>Lets go of an eighth, so that not each that comes costs a walk.</summary>
    void RetireIdle()
    {
        var surplus = _byId.Count - _capacity + Share(_capacity);
        foreach (var (conversation, _) in _byId.Values.Select(conversation => (conversation, conversation.LastUse)).OrderBy(used => used.LastUse))
        {
            if (surplus <= 0)
                break;
            if (!conversation.Gate.TryEnter())
                continue;
            if (conversation.IsReady && conversation.IsIdle)
            {
                Retire(conversation);
                surplus--;
            }
            conversation.Gate.Leave();
        }
        Volatile.Write(ref _retireAt, Math.Max(_capacity, _byId.Count + Share(_byId.Count)));
    }

    static int Share(int count) => Math.Max(1, count / 8);

    void Retire(Conversation conversation)
    {
        conversation.IsRetired = true;
        conversation.Recent.Release();
        Forget(conversation);
    }
}
