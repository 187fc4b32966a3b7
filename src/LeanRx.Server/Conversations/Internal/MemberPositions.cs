using LeanRx.Server.Records.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Conversations.Internal;

/// <summary>The positions of a conversation's members, loaded when first needed. Guarded by the conversation's gate.</summary>
internal sealed class MemberPositions(Conversation conversation)
{
    readonly Dictionary<string, MemberPosition> _byClient = new(StringComparer.Ordinal);

    /// <summary>Positions that the store does not know yet, by client. Guarded by itself: writes end outside of the gate.</summary>
    readonly Dictionary<string, MemberPosition> _dirty = new(StringComparer.Ordinal);

    /// <summary>
    /// Messages whose delivery or read time the store does not know yet, by id. Guarded by <see cref="_dirty"/>: history reads it outside of the gate.
    /// </summary>
    Dictionary<string, StoredMessage>? _changed;

    bool _loaded;
    int _saving;

    /// <summary>Who read when. Used outside of the gate too.</summary>
    public LastReads LastReads { get; } = new();

    /// <summary>True while the store does not know everything that is known here.</summary>
    public bool IsDirty => Volatile.Read(ref _saving) > 0 || _changed is { Count: > 0 } || _dirty.Count > 0;

    public void BeginEmpty() => _loaded = true;

    /// <summary>Forgets everything, as the store did: the conversation was deleted.</summary>
    public void Abandon()
    {
        _byClient.Clear();
        lock (_dirty)
        {
            _dirty.Clear();
            _changed?.Clear();
        }
    }

    public async ValueTask LoadAsync()
    {
        if (_loaded)
            return;
        var store = conversation.Store.Cursors;
        foreach (var cursor in await store.FindByConversationAsync(conversation.App.Id, conversation.Id).ConfigureAwait(false))
        {
            if (cursor.ReadAt is { } at)
                LastReads.Note(cursor.ClientId, at);
            var (delivered, read) = (PlaceOf(cursor.DeliveredTo, cursor.DeliveredId), PlaceOf(cursor.ReadTo, cursor.ReadId));
            _byClient[cursor.ClientId] = new MemberPosition(cursor.ClientId, delivered, read) { JoinedAt = cursor.JoinedAt };
        }
        _loaded = true;
    }

    /// <summary>The position of a member; one that has none stands before the first message.</summary>
    public MemberPosition Of(string clientId)
    {
        if (!_byClient.TryGetValue(clientId, out var position))
            _byClient[clientId] = position = new MemberPosition(clientId, Beginning, Beginning);
        return position;
    }

    /// <summary>
    /// The position of a member or a guest. A guest that has none stands before the first broadcast that is still valid; without one, nowhere: null.
    /// </summary>
    public MemberPosition? Find(string clientId)
    {
        if (_byClient.TryGetValue(clientId, out var position))
            return position;
        if (!conversation.IsGuest(clientId))
            return Of(clientId);
        return PlaceOfGuests is { } place ? Place(clientId, place) : null;
    }

    /// <summary>Up to where a member or a guest has read; null when it has no place here. Who has no position is given none by that.</summary>
    /// <param name="ofGuest">Where a guest without a position stands; null: where <see cref="Find"/> would place it.</param>
    public MessageKey? ReadTo(string clientId, MessageKey? ofGuest)
    {
        if (_byClient.TryGetValue(clientId, out var position))
            return position.Read;
        return conversation.IsGuest(clientId) ? ofGuest ?? PlaceOfGuests : Beginning;
    }

    /// <summary>Places a client that has no position yet.</summary>
    public MemberPosition Place(string clientId, MessageKey place)
    {
        if (!_byClient.TryGetValue(clientId, out var position))
        {
            _byClient[clientId] = position = new MemberPosition(clientId, place, place);
            Touch(position);
        }
        return position;
    }

    /// <summary>Sees to it that messages for guests wait for them from here on.</summary>
    public async ValueTask ExpectAsync(IReadOnlyList<string> clientIds)
    {
        await LoadAsync().ConfigureAwait(false);
        List<MemberCursor> placed = [];
        foreach (var clientId in clientIds)
            if (!_byClient.ContainsKey(clientId))
                placed.Add(CursorOf(Find(clientId) ?? Place(clientId, End)));
        if (placed.Count > 0)
            await conversation.Store.Cursors.SaveAsync(placed).ConfigureAwait(false);
    }

    /// <summary>Places new members behind the last message. What waits for one of them who was a guest goes on waiting.</summary>
    /// <param name="waiting">Where those stand before whom something waits.</param>
    public async ValueTask AddAsync(IReadOnlyList<string> clientIds, IReadOnlyDictionary<string, MemberPosition>? waiting = null)
    {
        await LoadAsync().ConfigureAwait(false);
        Settle(clientIds);
        foreach (var clientId in clientIds)
        {
            _byClient[clientId] = waiting?.GetValueOrDefault(clientId) ?? new MemberPosition(clientId, End, End);
            _byClient[clientId].JoinedAt = conversation.App.Services.Clock.Now;
        }
        await conversation.Store.Cursors.SaveAsync(clientIds.Select(clientId => CursorOf(_byClient[clientId])).ToList()).ConfigureAwait(false);
    }

    public async ValueTask RemoveAsync(IReadOnlyList<string> clientIds)
    {
        Settle(clientIds);
        foreach (var clientId in clientIds)
        {
            _byClient.Remove(clientId);
            LastReads.Forget(clientId);
        }
        await conversation.Store.Cursors.DeleteAsync(conversation.App.Id, conversation.Id, clientIds).ConfigureAwait(false);
    }

    /// <summary>Keeps the positions of those who ended their subscription, for their threads.</summary>
    public async ValueTask UnsubscribeAsync(IReadOnlyList<string> clientIds)
    {
        await LoadAsync().ConfigureAwait(false);
        List<MemberCursor> cursors = [];
        foreach (var clientId in clientIds)
            if (_byClient.TryGetValue(clientId, out var position))
            {
                position.JoinedAt = null;
                cursors.Add(CursorOf(position));
            }
        await conversation.Store.Cursors.SaveAsync(cursors).ConfigureAwait(false);
    }

    public void Touch(MemberPosition position)
    {
        lock (_dirty)
            _dirty[position.ClientId] = position;
        conversation.App.Services.Saver.Note(conversation);
    }

    public void Change(StoredMessage message)
    {
        lock (_dirty)
            (_changed ??= new(StringComparer.Ordinal))[message.Id] = message;
        conversation.Recent.Replace(message);
        conversation.App.Services.Saver.Note(conversation);
    }

    /// <summary>Takes note of a message that was edited, and saved with what was known of it here.</summary>
    public void Replace(StoredMessage message)
    {
        lock (_dirty)
            _changed?.Remove(message.Id);
        conversation.Recent.Replace(message);
    }

    /// <summary>Forgets a message that was deleted: nobody waits for it any more.</summary>
    public void Forget(StoredMessage message)
    {
        lock (_dirty)
            _changed?.Remove(message.Id);
        var key = MessageKey.Of(message);
        foreach (var position in _byClient.Values)
        {
            position.AcknowledgedAhead.Remove(key);
            if (position.Hole == key)
                position.Hole = null;
        }
    }

    /// <summary>The message with what the store does not know of it yet.</summary>
    public StoredMessage Current(StoredMessage message)
    {
        lock (_dirty)
            return _changed?.GetValueOrDefault(message.Id) ?? message;
    }

    /// <summary>
    /// Begins to save what is dirty. The calls are made at once, in order; the task ends when they are durable. What could not be saved is dirty again.
    /// </summary>
    public async Task SaveAsync()
    {
        var dirty = TakeDirty();
        var cursors = dirty.ConvertAll(CursorOf);
        var store = conversation.Store;
        List<StoredMessage> saved;
        lock (_dirty)
            saved = _changed is null ? [] : [.. _changed.Values];
        Interlocked.Increment(ref _saving);
        try
        {
            List<Task> writes = [.. saved.Select(message => store.Messages.UpdateAsync(message).AsTask())];
            if (cursors.Count > 0)
                writes.Add(store.Cursors.SaveAsync(cursors).AsTask());
            await Task.WhenAll(writes).ConfigureAwait(false);
            Forget(saved);
        }
        catch
        {
            lock (_dirty)
                dirty.ForEach(position => _dirty.TryAdd(position.ClientId, position));
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _saving);
        }
    }

    /// <summary>What is dirty; those who have gone meanwhile have no place that could be saved.</summary>
    List<MemberPosition> TakeDirty()
    {
        lock (_dirty)
        {
            List<MemberPosition> dirty = [.. _dirty.Values.Where(position => _byClient.GetValueOrDefault(position.ClientId) == position)];
            _dirty.Clear();
            return dirty;
        }
    }

    /// <summary>What was to be saved of these clients no longer counts.</summary>
    void Settle(IReadOnlyList<string> clientIds)
    {
        lock (_dirty)
        {
            foreach (var clientId in clientIds)
                _dirty.Remove(clientId);
        }
    }

    /// <summary>Forgets changes that are saved, unless there are later ones.</summary>
    void Forget(List<StoredMessage> saved)
    {
        lock (_dirty)
        {
            foreach (var message in saved)
                if (ReferenceEquals(_changed?.GetValueOrDefault(message.Id), message))
                    _changed?.Remove(message.Id);
        }
    }

    /// <summary>The place before the first message.</summary>
    MessageKey Beginning => MessageKey.EndOf(conversation.Record!.CreatedAt - 1);

    /// <summary>The place before the first broadcast that is still valid; null without one.</summary>
    MessageKey? PlaceOfGuests => conversation.App.Broadcasts.ValidIn(conversation.Id) is [var first, ..] ? MessageKey.Before(first.Key) : null;

    /// <summary>The place behind the last message.</summary>
    public MessageKey End => conversation.Recent.LastKey ?? MessageKey.EndOf(conversation.App.Services.Clock.Now - 1);

    MemberCursor CursorOf(MemberPosition position)
    {
        var (delivered, read) = (conversation.Cover(position.Delivered), conversation.Cover(position.Read));
        return new()
        {
            ApplicationId = conversation.App.Id,
            ConversationId = conversation.Id,
            ClientId = position.ClientId,
            DeliveredTo = delivered.To,
            DeliveredId = delivered.Id,
            ReadTo = read.To,
            ReadId = read.Id,
            JoinedAt = position.JoinedAt,
            ReadAt = LastReads.Of(position.ClientId),
        };
    }

    /// <summary>The reverse of <see cref="Conversation.Cover"/>.</summary>
    static MessageKey PlaceOf(long to, string? id) => id is null ? MessageKey.EndOf(to) : new MessageKey(to + 1, id);
}
