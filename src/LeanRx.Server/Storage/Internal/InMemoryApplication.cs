namespace LeanRx.Server.Storage.Internal;

/// <summary>One application's part of an <see cref="InMemoryMessageStore"/>, behind one lock.</summary>
sealed class InMemoryApplication
{
    readonly Lock _gate = new();
    readonly InMemoryConversationTable _conversations = new();
    readonly Dictionary<string, InMemoryMessageTable> _messages = new(StringComparer.Ordinal);
    /// <summary>Conversations that have sent broadcasts.</summary>
    readonly HashSet<string> _broadcasters = new(StringComparer.Ordinal);

    readonly InMemoryCursorTable _cursors = new();
    readonly InMemoryStandingTable _standings = new();
    readonly InMemoryNotificationTable _notifications = new();
    readonly InMemoryDeviceTable _devices = new();
    readonly InMemoryKickTable _kicks = new();
    readonly InMemoryReceiptTable _receipts = new();

    public ConversationRecord? FindConversation(string conversationId)
    {
        lock (_gate) return _conversations.Find(conversationId);
    }

    public ConversationRecord? FindUniqueConversation(string uniqueId)
    {
        lock (_gate) return _conversations.FindUnique(uniqueId);
    }

    public void SaveConversation(ConversationRecord conversation)
    {
        lock (_gate) _conversations.Save(conversation, LastMessageAt(conversation));
    }

    public void AddMembers(ConversationRecord conversation, IReadOnlyList<string> clientIds)
    {
        lock (_gate) _conversations.AddMembers(conversation, clientIds, LastMessageAt(conversation));
    }

    public void RemoveMembers(ConversationRecord conversation, IReadOnlyList<string> clientIds)
    {
        lock (_gate) _conversations.RemoveMembers(conversation, clientIds, LastMessageAt(conversation));
    }

    public void ReplaceMembers(ConversationRecord conversation)
    {
        lock (_gate) _conversations.ReplaceMembers(conversation, LastMessageAt(conversation));
    }

    public void DeleteConversation(string conversationId)
    {
        lock (_gate)
        {
            _conversations.Delete(conversationId);
            _messages.Remove(conversationId);
            _broadcasters.Remove(conversationId);
            _cursors.RemoveConversation(conversationId);
            _standings.RemoveConversation(conversationId);
            _notifications.RemoveConversation(conversationId);
        }
    }

    public IReadOnlyList<MemberConversation> FindUnreadConversations(string clientId, bool byDelivery, long? readSince, long aliveAt, int limit)
    {
        lock (_gate)
        {
            var unread =
                from record in _conversations.Of(clientId, aliveAt)
                where record.LastMessageAt is not null
                let cursor = _cursors.Find(record.Id, clientId)
                let readAt = cursor?.ReadAt ?? cursor?.JoinedAt
                where cursor is null || record.LastMessageAt > (byDelivery ? cursor.DeliveredTo : cursor.ReadTo) || readAt >= readSince
                select new MemberConversation(record.Id, record.LastMessageAt.GetValueOrDefault(), readAt);
            return [.. unread.OrderByDescending(it => it.LastMessageAt).ThenBy(it => it.ConversationId, StringComparer.Ordinal).Take(Math.Max(0, limit))];
        }
    }

    public IReadOnlyList<ConversationRecord> ScanConversations(string? afterId, int limit)
    {
        lock (_gate) return _conversations.Scan(afterId, limit);
    }

    /// <summary>The conversations that can match, as they are now; the filter still has to be asked.</summary>
    public IReadOnlyList<ConversationRecord> Candidates(ConversationStoreQuery query)
    {
        IReadOnlyList<ConversationRecord> found;
        lock (_gate) found = _conversations.Candidates(query.Filter, (query.Budget?.MaxRows ?? int.MaxValue) - 1L);
        return query.TakesCandidatesInOrder ? [.. found.Order(query.Sort)] : found;
    }

    public AppendResult Append(StoredMessage message)
    {
        lock (_gate)
        {
            var result = Messages(message.ConversationId).Append(message);
            if (!result.IsDuplicate) Note(message);
            return result;
        }
    }

    public ImportOutcome Import(StoredMessage message)
    {
        lock (_gate)
        {
            var outcome = Messages(message.ConversationId).Import(message);
            if (outcome == ImportOutcome.Stored) Note(message);
            return outcome;
        }
    }

    public IReadOnlyList<StoredMessage> ReadHistory(HistoryQuery query)
    {
        lock (_gate) return Existing(query.ConversationId)?.Read(query) ?? [];
    }

    /// <summary>Each conversation gives a page of its own, and the pages make one.</summary>
    public IReadOnlyList<StoredMessage> ReadMessages(MessageQuery query)
    {
        lock (_gate)
        {
            var all = _messages.Values.SelectMany(table => table.Read(query))
                .OrderBy(message => message.Timestamp).ThenBy(message => message.Id, StringComparer.Ordinal)
                .ThenBy(message => message.From, StringComparer.Ordinal).ThenBy(message => message.ConversationId, StringComparer.Ordinal);
            return [.. query.Forward ? all.Take(query.Limit) : all.TakeLast(query.Limit)];
        }
    }

    public StoredMessage? FindMessage(string conversationId, string messageId)
    {
        lock (_gate) return Existing(conversationId)?.Find(messageId);
    }

    public void UpdateMessage(StoredMessage message)
    {
        lock (_gate) Existing(message.ConversationId)?.Update(message);
    }

    public void DeleteMessage(string conversationId, string messageId)
    {
        lock (_gate)
        {
            if (Existing(conversationId) is not { } table || table.Delete(messageId) is not { } deleted) return;
            _conversations.ForgetLastMessage(deleted, table.Last);
        }
    }

    public StoredMessage? FindLastMessage(string conversationId, string? visibleTo)
    {
        lock (_gate) return visibleTo is null ? Existing(conversationId)?.Last : Existing(conversationId)?.LastVisibleTo(visibleTo);
    }

    public StoredMessage? FindMessageFromEnd(string conversationId, int newer)
    {
        lock (_gate) return Existing(conversationId)?.FromEnd(newer);
    }

    public IReadOnlyList<StoredMessage> FindBroadcasts(string? conversationId, long? validAfter, int skip, int limit)
    {
        lock (_gate)
        {
            var tables = (conversationId is null ? _broadcasters : [conversationId]).Select(Existing).OfType<InMemoryMessageTable>();
            return
            [
                .. tables.SelectMany(table => table.Broadcasts).Where(message => validAfter is null || message.ValidUntil > validAfter)
                    .OrderByDescending(message => message.Timestamp).ThenByDescending(message => message.Id, StringComparer.Ordinal).Skip(skip).Take(limit),
            ];
        }
    }

    public int CountMessages(string conversationId, string clientId, long after, int limit)
    {
        lock (_gate) return Existing(conversationId)?.Count(clientId, after, limit) ?? 0;
    }

    public UnreadMessages FindUnread(string conversationId, string clientId, HistoryBound after, int limit)
    {
        lock (_gate) return Existing(conversationId)?.Unread(clientId, after, limit) ?? UnreadMessages.None;
    }

    public IReadOnlyList<MemberCursor> FindCursors(string clientId)
    {
        lock (_gate) return _cursors.OfClient(clientId);
    }

    public IReadOnlyList<MemberCursor> FindGuestCursors(string clientId)
    {
        lock (_gate)
        {
            var own = _conversations.OfMember(clientId);
            return [.. _cursors.OfClient(clientId).Where(cursor => cursor.JoinedAt is null && !own.Contains(cursor.ConversationId))];
        }
    }

    public IReadOnlyList<MemberCursor> FindConversationCursors(string conversationId)
    {
        lock (_gate) return _cursors.OfConversation(conversationId);
    }

    public void SaveCursor(MemberCursor cursor)
    {
        lock (_gate) _cursors.Save(cursor);
    }

    public void DeleteCursors(string conversationId, IReadOnlyList<string> clientIds)
    {
        lock (_gate)
        {
            foreach (var clientId in clientIds) _cursors.Remove(conversationId, clientId);
        }
    }

    public void AddPendingReceipt(PendingReceipt receipt, int keep)
    {
        lock (_gate) _receipts.Add(receipt, keep);
    }

    public IReadOnlyList<PendingReceipt> TakePendingReceipts(string clientId)
    {
        lock (_gate) return _receipts.Take(clientId);
    }

    public IReadOnlyList<StoredMessage> FindPatchedMessages(string clientId, long after, int limit)
    {
        lock (_gate)
        {
            return
            [
                .. _conversations.OfMember(clientId).SelectMany(id => Existing(id)?.PatchedAfter(after).Where(message => message.IsVisibleTo(clientId)) ?? [])
                    .Concat(FindPatchedElsewhere(clientId, after))
                    .OrderBy(message => message.PatchedAt).ThenBy(message => message.Id, StringComparer.Ordinal).Take(limit),
            ];
        }
    }

    IEnumerable<StoredMessage> FindPatchedElsewhere(string clientId, long after) =>
        from cursor in _cursors.OfClient(clientId)
        where !_conversations.OfMember(clientId).Contains(cursor.ConversationId)
        from message in Existing(cursor.ConversationId)?.PatchedAfter(after) ?? []
        where message.ValidUntil is not null || message.IsInThreadOf(clientId)
        select message;

    public IReadOnlyList<MemberStanding> FindStandings(string conversationId)
    {
        lock (_gate) return _standings.OfConversation(conversationId);
    }

    public IReadOnlyList<MemberStanding> FindClientStandings(string clientId)
    {
        lock (_gate) return _standings.OfClient(clientId);
    }

    public void SaveStanding(MemberStanding standing)
    {
        lock (_gate) _standings.Save(standing);
    }

    public void SaveKick(ClientKick kick, long forgetBefore)
    {
        lock (_gate) _kicks.Save(kick, forgetBefore);
    }

    public IReadOnlyList<ClientKick> FindKicks()
    {
        lock (_gate) return _kicks.All;
    }

    public void AddNotifiedClient(string clientId)
    {
        lock (_gate) _notifications.AddClient(clientId);
    }

    public IReadOnlyList<string> FindNotifiedClients()
    {
        lock (_gate) return _notifications.Clients;
    }

    public long? FindNewestNotification()
    {
        lock (_gate) return _notifications.Newest;
    }

    public void AddNotification(StoredNotification notification, NotificationBounds bounds)
    {
        lock (_gate) _notifications.Add(notification, bounds);
    }

    public NotificationPage FindNotifications(NotificationQuery query)
    {
        lock (_gate)
        {
            var since = _cursors.OfClient(query.ClientId).ToDictionary(cursor => cursor.ConversationId, cursor => cursor.JoinedAt, StringComparer.Ordinal);
            return _notifications.Find(query, _conversations.OfMember(query.ClientId).ToDictionary(id => id, since.GetValueOrDefault, StringComparer.Ordinal));
        }
    }

    void Note(StoredMessage message)
    {
        _conversations.NoteLastMessage(message);
        if (message.ValidUntil is not null) _broadcasters.Add(message.ConversationId);
    }

    public T Devices<T>(Func<InMemoryDeviceTable, T> work)
    {
        lock (_gate) return work(_devices);
    }

    long? LastMessageAt(ConversationRecord conversation) => Existing(conversation.Id)?.Last?.Timestamp;

    InMemoryMessageTable? Existing(string conversationId) => _messages.GetValueOrDefault(conversationId);

    InMemoryMessageTable Messages(string conversationId)
    {
        if (!_messages.TryGetValue(conversationId, out var table)) _messages.Add(conversationId, table = new());
        return table;
    }
}
