namespace LeanRx.Server.Storage.Internal;

/// <summary>One application's part of an <see cref="InMemoryMessageStore"/>, behind one lock.</summary>
sealed class InMemoryApplication
{
    readonly Lock _lock = new();
    readonly InMemoryConversationTable _conversations = new();
    readonly InMemoryMessageTables _messages = new();
    readonly InMemoryCursorTable _cursors = new();
    readonly InMemoryStandingTable _standings = new();
    readonly InMemoryNotificationTable _notifications = new();
    readonly InMemoryDeviceTable _devices = new();
    readonly InMemoryKickTable _kicks = new();
    readonly InMemoryReceiptTable _receipts = new();

    public ConversationRecord? FindConversation(string conversationId)
    {
        lock (_lock) return _conversations.Find(conversationId);
    }

    public ConversationRecord? FindUniqueConversation(string uniqueId)
    {
        lock (_lock) return _conversations.FindUnique(uniqueId);
    }

    public void SaveConversation(ConversationRecord conversation)
    {
        lock (_lock) _conversations.Save(conversation, LastMessageAt(conversation));
    }

    public void AddMembers(ConversationRecord conversation, IReadOnlyList<string> clientIds)
    {
        lock (_lock) _conversations.AddMembers(conversation, clientIds, LastMessageAt(conversation));
    }

    public void RemoveMembers(ConversationRecord conversation, IReadOnlyList<string> clientIds)
    {
        lock (_lock) _conversations.RemoveMembers(conversation, clientIds, LastMessageAt(conversation));
    }

    public void ReplaceMembers(ConversationRecord conversation)
    {
        lock (_lock) _conversations.ReplaceMembers(conversation, LastMessageAt(conversation));
    }

    public void DeleteConversation(string conversationId)
    {
        lock (_lock)
        {
            _conversations.Delete(conversationId);
            _messages.Remove(conversationId);
            _cursors.RemoveConversation(conversationId);
            _standings.RemoveConversation(conversationId);
            _notifications.RemoveConversation(conversationId);
        }
    }

    public IReadOnlyList<MemberConversation> FindUnreadConversations(string clientId, bool byDelivery, long? readSince, long aliveAt, int limit)
    {
        lock (_lock)
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
        lock (_lock) return _conversations.Scan(afterId, limit);
    }

    /// <summary>The conversations that can match, as they are now; the filter still has to be asked.</summary>
    public IReadOnlyList<ConversationRecord> Candidates(ConversationStoreQuery query)
    {
        IReadOnlyList<ConversationRecord> found;
        lock (_lock) found = _conversations.Candidates(query.Filter, (query.Budget?.MaxRows ?? int.MaxValue) - 1L);
        return query.TakesCandidatesInOrder ? [.. found.Order(query.Sort)] : found;
    }

    public AppendResult Append(StoredMessage message)
    {
        lock (_lock)
        {
            var result = _messages.Append(message);
            if (!result.IsDuplicate) _conversations.NoteLastMessage(message);
            return result;
        }
    }

    public ImportOutcome Import(StoredMessage message)
    {
        lock (_lock)
        {
            var outcome = _messages.Import(message);
            if (outcome == ImportOutcome.Stored) _conversations.NoteLastMessage(message);
            return outcome;
        }
    }

    public IReadOnlyList<StoredMessage> ReadHistory(HistoryQuery query)
    {
        lock (_lock) return _messages.Of(query.ConversationId)?.Read(query) ?? [];
    }

    public IReadOnlyList<StoredMessage> ReadMessages(MessageQuery query)
    {
        lock (_lock) return _messages.Read(query);
    }

    public StoredMessage? FindMessage(string conversationId, string messageId)
    {
        lock (_lock) return _messages.Of(conversationId)?.Find(messageId);
    }

    public void UpdateMessage(StoredMessage message)
    {
        lock (_lock) _messages.Of(message.ConversationId)?.Update(message);
    }

    public void DeleteMessage(string conversationId, string messageId)
    {
        lock (_lock)
        {
            if (_messages.Of(conversationId) is not { } table || table.Delete(messageId) is not { } deleted) return;
            _conversations.ForgetLastMessage(deleted, table.Last);
        }
    }

    public StoredMessage? FindLastMessage(string conversationId, string? visibleTo)
    {
        lock (_lock) return visibleTo is null ? _messages.Of(conversationId)?.Last : _messages.Of(conversationId)?.LastVisibleTo(visibleTo);
    }

    public StoredMessage? FindMessageFromEnd(string conversationId, int newer)
    {
        lock (_lock) return _messages.Of(conversationId)?.FromEnd(newer);
    }

    public IReadOnlyList<StoredMessage> FindBroadcasts(string? conversationId, long? validAfter, int skip, int limit)
    {
        lock (_lock) return _messages.FindBroadcasts(conversationId, validAfter, skip, limit);
    }

    public int CountMessages(string conversationId, string clientId, long after, int limit)
    {
        lock (_lock) return _messages.Of(conversationId)?.Count(clientId, after, limit) ?? 0;
    }

    public UnreadMessages FindUnread(string conversationId, string clientId, HistoryBound after, int limit)
    {
        lock (_lock) return _messages.Of(conversationId)?.Unread(clientId, after, limit) ?? UnreadMessages.None;
    }

    public IReadOnlyList<MemberCursor> FindCursors(string clientId)
    {
        lock (_lock) return _cursors.OfClient(clientId);
    }

    public IReadOnlyList<MemberCursor> FindGuestCursors(string clientId)
    {
        lock (_lock)
        {
            var own = _conversations.OfMember(clientId);
            return [.. _cursors.OfClient(clientId).Where(cursor => cursor.JoinedAt is null && !own.Contains(cursor.ConversationId))];
        }
    }

    public IReadOnlyList<MemberCursor> FindConversationCursors(string conversationId)
    {
        lock (_lock) return _cursors.OfConversation(conversationId);
    }

    public void SaveCursor(MemberCursor cursor)
    {
        lock (_lock) _cursors.Save(cursor);
    }

    public void DeleteCursors(string conversationId, IReadOnlyList<string> clientIds)
    {
        lock (_lock)
        {
            foreach (var clientId in clientIds) _cursors.Remove(conversationId, clientId);
        }
    }

    public void AddPendingReceipt(PendingReceipt receipt, int keep)
    {
        lock (_lock) _receipts.Add(receipt, keep);
    }

    public IReadOnlyList<PendingReceipt> TakePendingReceipts(string clientId)
    {
        lock (_lock) return _receipts.Take(clientId);
    }

    public IReadOnlyList<StoredMessage> FindPatchedMessages(string clientId, long after, int limit)
    {
        lock (_lock)
        {
            return
            [
                .. _conversations.OfMember(clientId)
                    .SelectMany(id => _messages.Of(id)?.PatchedAfter(after).Where(message => message.IsVisibleTo(clientId)) ?? [])
                    .Concat(FindPatchedElsewhere(clientId, after))
                    .OrderBy(message => message.PatchedAt).ThenBy(message => message.Id, StringComparer.Ordinal).Take(limit),
            ];
        }
    }

    IEnumerable<StoredMessage> FindPatchedElsewhere(string clientId, long after) =>
        from cursor in _cursors.OfClient(clientId)
        where !_conversations.OfMember(clientId).Contains(cursor.ConversationId)
        from message in _messages.Of(cursor.ConversationId)?.PatchedAfter(after) ?? []
        where message.ValidUntil is not null || message.IsInThreadOf(clientId)
        select message;

    public IReadOnlyList<MemberStanding> FindStandings(string conversationId)
    {
        lock (_lock) return _standings.OfConversation(conversationId);
    }

    public IReadOnlyList<MemberStanding> FindClientStandings(string clientId)
    {
        lock (_lock) return _standings.OfClient(clientId);
    }

    public void SaveStanding(MemberStanding standing)
    {
        lock (_lock) _standings.Save(standing);
    }

    public void SaveKick(ClientKick kick, long forgetBefore)
    {
        lock (_lock) _kicks.Save(kick, forgetBefore);
    }

    public IReadOnlyList<ClientKick> FindKicks()
    {
        lock (_lock) return _kicks.All;
    }

    public void AddNotifiedClient(string clientId)
    {
        lock (_lock) _notifications.AddClient(clientId);
    }

    public IReadOnlyList<string> FindNotifiedClients()
    {
        lock (_lock) return _notifications.Clients;
    }

    public long? FindNewestNotification()
    {
        lock (_lock) return _notifications.Newest;
    }

    public void AddNotification(StoredNotification notification, NotificationBounds bounds)
    {
        lock (_lock) _notifications.Add(notification, bounds);
    }

    public NotificationPage FindNotifications(NotificationQuery query)
    {
        lock (_lock)
        {
            var since = _cursors.OfClient(query.ClientId).ToDictionary(cursor => cursor.ConversationId, cursor => cursor.JoinedAt, StringComparer.Ordinal);
            return _notifications.Find(query, _conversations.OfMember(query.ClientId).ToDictionary(id => id, since.GetValueOrDefault, StringComparer.Ordinal));
        }
    }

    public T Devices<T>(Func<InMemoryDeviceTable, T> work)
    {
        lock (_lock) return work(_devices);
    }

    long? LastMessageAt(ConversationRecord conversation) => _messages.Of(conversation.Id)?.Last?.Timestamp;
}
