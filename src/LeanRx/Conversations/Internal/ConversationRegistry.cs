using LeanRx.Common.Internal;
using LeanRx.Connections.Internal;

namespace LeanRx.Conversations.Internal;

/// <summary>
/// All conversations of one client by id. The same id always yields the same <see cref="ConversationCore"/> as long as anybody holds or observes it; nobody's
/// conversation costs nothing but its recent message ids, and those are bounded, over all conversations, the quietest giving way.
/// </summary>
internal sealed class ConversationRegistry(ConversationParts parts, MessageFanOut fanOut, RecoveryState state)
{
    /// <summary>Most message ids remembered over all conversations. One more comes before others go, and has room in the table as it is.</summary>
    public const int MaxIds = (64 * 1024) - 1;

    const int FirstSweep = 16 * 1024;

    readonly object _lock = new();
    readonly Dictionary<string, ConversationSlot> _slots = new(StringComparer.Ordinal);
    readonly IdTable _ids = new();
    ConversationSlot? _mostRecent;
    ConversationSlot? _leastRecent;
    Position _forgotten;
    int _sweepAt = FirstSweep;
    bool _closed;

    /// <summary>In which conversations something has changed.</summary>
    public ConversationActivity Activity => parts.Activity;

    public int Count
    {
        get
        {
            lock (_lock)
                return _slots.Count;
        }
    }

    /// <summary>Up to where all came of the conversations that were forgotten. Unknown when none was.</summary>
    public Position Forgotten
    {
        get
        {
            lock (_lock)
                return _forgotten;
        }
    }

    public ConversationSlot Slot(string id)
    {
        lock (_lock)
            return SlotLocked(id);
    }

    /// <summary>The conversation's object; made when nobody holds one.</summary>
    public ConversationCore Conversation(string id)
    {
        ConversationCore conversation;
        lock (_lock)
        {
            var slot = SlotLocked(id);
            if (slot.Conversation is { } known)
                return known;
            conversation = new ConversationCore(parts, this, slot);
            slot.Registry.Handle = new WeakReference<ConversationCore>(conversation);
            if (!_closed)
                return conversation;
        }
        conversation.Complete();
        return conversation;
    }

    /// <summary>The conversation's object, if anybody holds one.</summary>
    public ConversationCore? Find(string id)
    {
        lock (_lock)
            return _slots.TryGetValue(id, out var slot) ? slot.Conversation : null;
    }

    /// <summary>The ids of the conversations that somebody holds.</summary>
    public IReadOnlyList<string> Held()
    {
        lock (_lock)
            return [.. _slots.Values.Where(static slot => slot.Conversation is not null).Select(static slot => slot.Id)];
    }

    /// <summary>The service conversations that are known to be subscribed to.</summary>
    public IReadOnlyList<ConversationSlot> Subscribed()
    {
        lock (_lock)
            return [.. _slots.Values.Where(static slot => slot.IsSubscribed)];
    }

    // law 7
    /// <summary>Remembers a message. False when it came before.</summary>
    /// <param name="isReceived">Whether it came to this client; a message that it sent itself says nothing about what else came.</param>
    public bool TryRemember(ConversationSlot slot, string id, long timestamp, bool isReceived)
    {
        if (id.Length > IncomingCheck.LongestId)
            return true;
        lock (_lock)
        {
            ref var registry = ref slot.Registry;
            if (!_ids.TryAdd(ref registry.Window, id, timestamp, out var gone))
                return false;
            // What is forgotten came long ago, and so did all before it.
            if (gone is { } forgotten && forgotten.Timestamp > Math.Max(registry.Last.Timestamp, registry.Forgotten?.Entry.Timestamp ?? 0))
                (registry.Forgotten ??= new ConversationSlot.ForgottenMessage()).Entry = forgotten;
            if (isReceived)
                registry.Last = Position.Later(registry.Last, new Position(timestamp, id));
            Touch(slot);
            while (_ids.Count > MaxIds && _leastRecent is { } quietest && quietest != slot)
                Forget(quietest);
            return true;
        }
    }

    public bool Remembers(ConversationSlot slot, string id)
    {
        lock (_lock)
            return _ids.Contains(slot.Registry.Window, id) || slot.Registry.LastKnown.Id == id;
    }

    public Position Last(ConversationSlot slot)
    {
        lock (_lock)
            return slot.Registry.LastKnown;
    }

    /// <summary>Notes the newest message that the server told of without sending it.</summary>
    public void Advance(ConversationSlot slot, Position position)
    {
        lock (_lock)
            slot.Registry.Last = Position.Later(slot.Registry.Last, position);
    }

    public void Observe(ConversationCore conversation, ConversationSlot slot)
    {
        lock (_lock)
        {
            slot.Registry.Observers++;
            slot.Registry.Observed = conversation;
        }
    }

    public void Unobserve(ConversationSlot slot)
    {
        lock (_lock)
        {
            if (--slot.Registry.Observers == 0)
                slot.Registry.Observed = null;
        }
    }

    /// <summary>Ends every conversation's streams, also of those that are made later.</summary>
    public void Complete()
    {
        List<ConversationCore> alive = [];
        lock (_lock)
        {
            _closed = true;
            foreach (var slot in _slots.Values)
            {
                if (slot.Conversation is { } conversation)
                    alive.Add(conversation);
            }
        }
        foreach (var conversation in alive)
            conversation.Complete();
    }

    ConversationSlot SlotLocked(string id)
    {
        if (_slots.TryGetValue(id, out var slot))
            return slot;
        if (_slots.Count >= _sweepAt)
            Sweep();
        slot = new ConversationSlot(id, fanOut);
        slot.Delivery.VerifiedConnection = state.VerifiedConnection;
        _slots.Add(id, slot);
        return slot;
    }

    void Sweep()
    {
        var dead = _slots.Values.Where(slot => slot.Registry.Window.Count == 0 && slot.Delivery.CatchUp is null && slot.Delivery.Ack.Count == 0
            && slot.Conversation is null && !slot.IsSubscribed
            && !(slot.Registry.LastKnown.IsKnown && state.MayMiss(slot.Delivery.VerifiedConnection))).ToList();
        foreach (var slot in dead)
        {
            _slots.Remove(slot.Id);
            // The next instant: the last message itself came.
            if (slot.Registry.LastKnown is { IsKnown: true, Timestamp: var last })
                _forgotten = Position.Later(new Position(last + 1, ""), _forgotten);
        }
        _sweepAt = Math.Max(FirstSweep, _slots.Count * 2);
    }

    void Touch(ConversationSlot slot)
    {
        if (_mostRecent == slot)
            return;
        Unlink(slot);
        slot.Registry.LessRecent = _mostRecent;
        if (_mostRecent is not null)
            _mostRecent.Registry.MoreRecent = slot;
        _mostRecent = slot;
        _leastRecent ??= slot;
    }

    void Forget(ConversationSlot slot)
    {
        _ids.Clear(ref slot.Registry.Window);
        Unlink(slot);
    }

    void Unlink(ConversationSlot slot)
    {
        if (slot.Registry.MoreRecent is not null)
            slot.Registry.MoreRecent.Registry.LessRecent = slot.Registry.LessRecent;
        if (slot.Registry.LessRecent is not null)
            slot.Registry.LessRecent.Registry.MoreRecent = slot.Registry.MoreRecent;
        if (_mostRecent == slot)
            _mostRecent = slot.Registry.LessRecent;
        if (_leastRecent == slot)
            _leastRecent = slot.Registry.MoreRecent;
        slot.Registry.MoreRecent = null;
        slot.Registry.LessRecent = null;
    }
}
