namespace LeanRx.Server.Storage.Internal;

/// <summary>The messages of one conversation, sorted by (timestamp, id). Not safe by itself: its application's lock guards it.</summary>
sealed class InMemoryMessageTable
{
    readonly List<StoredMessage> _messages = [];
    readonly Dictionary<string, StoredMessage> _byId = new(StringComparer.Ordinal);
    readonly Dictionary<(string From, string Token), string> _idsByToken = [];
    readonly HashSet<string> _patched = new(StringComparer.Ordinal);
    readonly HashSet<string> _broadcasts = new(StringComparer.Ordinal);

    public StoredMessage? Last => _messages.Count == 0 ? null : _messages[^1];

    /// <summary>The message with so many newer ones.</summary>
    public StoredMessage? FromEnd(int newer) => _messages.Count > newer ? _messages[_messages.Count - 1 - newer] : null;

    /// <summary>Broadcasts to every client of the application.</summary>
    public IEnumerable<StoredMessage> Broadcasts => _broadcasts.Select(id => _byId[id]);

    public StoredMessage? LastVisibleTo(string clientId) => _messages.FindLast(message => message.IsVisibleTo(clientId));

    public StoredMessage? Find(string messageId) => _byId.GetValueOrDefault(messageId);

    public AppendResult Append(StoredMessage message)
    {
        if (message.DeduplicationToken is { } token)
        {
            if (_idsByToken.TryGetValue((message.From, token), out var known)) return new AppendResult { Message = _byId[known], IsDuplicate = true };
        }

        if (!_byId.TryAdd(message.Id,
            message)) throw new InvalidOperationException($"Conversation '{message.ConversationId}' already holds a message '{message.Id}'.");
        if (message.PatchedAt is not null) _patched.Add(message.Id);
        if (message.ValidUntil is not null) _broadcasts.Add(message.Id);
        if (message.DeduplicationToken is { } fresh) _idsByToken.Add((message.From, fresh), message.Id);
        _messages.Insert(MessageOrder.FirstAt(_messages, Place(message), behind: true), message);
        return new AppendResult { Message = message };
    }

    public ImportOutcome Import(StoredMessage message)
    {
        if (_byId.TryGetValue(message.Id, out var stored)) return stored.IsSameAs(message) ? ImportOutcome.Known : ImportOutcome.Conflict;
        return Append(message).IsDuplicate ? ImportOutcome.Conflict : ImportOutcome.Stored;
    }

    public void Update(StoredMessage message)
    {
        if (!_byId.TryGetValue(message.Id, out var stored)) return;
        var updated = message with
        {
            From = stored.From,
            Timestamp = stored.Timestamp,
            DeduplicationToken = stored.DeduplicationToken,
            Recipients = stored.Recipients,
            ValidUntil = stored.ValidUntil,
        };
        _byId[message.Id] = updated;
        if (updated.PatchedAt is not null) _patched.Add(message.Id);
        _messages[MessageOrder.FirstAt(_messages, Place(stored), behind: false)] = updated;
    }

    /// <summary>Takes a message out; null when there is none.</summary>
    public StoredMessage? Delete(string messageId)
    {
        if (!_byId.Remove(messageId, out var stored)) return null;
        if (stored.DeduplicationToken is { } token) _idsByToken.Remove((stored.From, token));
        _patched.Remove(messageId);
        _broadcasts.Remove(messageId);
        _messages.RemoveAt(MessageOrder.FirstAt(_messages, Place(stored), behind: false));
        return stored;
    }

    public IReadOnlyList<StoredMessage> Read(HistoryQuery query) => Read(query.Forward, query.Start, query.End, query.Limit, query.Matches);

    public IReadOnlyList<StoredMessage> Read(MessageQuery query) =>
        Read(query.Forward, query.Start, query.End, query.Limit, message => query.From is null || message.From == query.From);

    List<StoredMessage> Read(bool forward, HistoryBound? start, HistoryBound? end, int limit, Func<StoredMessage, bool> isWanted)
    {
        var from = MessageOrder.LowerIndex(_messages, forward ? start : end);
        var to = MessageOrder.UpperIndex(_messages, forward ? end : start);
        var page = new List<StoredMessage>();
        if (forward)
        {
            for (var index = from; index < to && page.Count < limit; index++) Take(index);
        }
        else
        {
            for (var index = to - 1; index >= from && page.Count < limit; index--) Take(index);
            page.Reverse();
        }

        return page;

        void Take(int index)
        {
            if (isWanted(_messages[index])) page.Add(_messages[index]);
        }
    }

    public int Count(string clientId, long after, int limit)
    {
        var count = 0;
        for (var index = MessageOrder.LowerIndex(_messages, new(after, null, false)); index < _messages.Count && count < limit; index++)
        {
            if (_messages[index].From != clientId && !_messages[index].IsRecalled && _messages[index].IsVisibleTo(clientId)) count++;
        }

        return count;
    }

    public UnreadMessages Unread(string clientId, HistoryBound after, int limit) =>
        UnreadMessages.Of(_messages.Skip(MessageOrder.LowerIndex(_messages, after)), clientId, limit);

    public IEnumerable<StoredMessage> PatchedAfter(long after) => _patched.Select(id => _byId[id]).Where(message => message.PatchedAt > after);

    static HistoryBound Place(StoredMessage message) => new(message.Timestamp, message.Id, true);
}
