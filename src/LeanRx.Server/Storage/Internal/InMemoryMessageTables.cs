namespace LeanRx.Server.Storage.Internal;

/// <summary>The messages of an application, in a table for each conversation that has any.</summary>
sealed class InMemoryMessageTables
{
    readonly Dictionary<string, InMemoryMessageTable> _tables = new(StringComparer.Ordinal);

    /// <summary>Conversations that have sent broadcasts.</summary>
    readonly HashSet<string> _broadcasters = new(StringComparer.Ordinal);

    /// <summary>The messages of a conversation; null where it has none.</summary>
    public InMemoryMessageTable? Of(string conversationId) => _tables.GetValueOrDefault(conversationId);

    public AppendResult Append(StoredMessage message)
    {
        var result = Table(message.ConversationId).Append(message);
        if (!result.IsDuplicate) Note(message);
        return result;
    }

    public ImportOutcome Import(StoredMessage message)
    {
        var outcome = Table(message.ConversationId).Import(message);
        if (outcome == ImportOutcome.Stored) Note(message);
        return outcome;
    }

    public void Remove(string conversationId)
    {
        _tables.Remove(conversationId);
        _broadcasters.Remove(conversationId);
    }

    /// <summary>Each conversation gives a page of its own, and the pages make one.</summary>
    public IReadOnlyList<StoredMessage> Read(MessageQuery query)
    {
        var all = _tables.Values.SelectMany(table => table.Read(query))
            .OrderBy(message => message.Timestamp).ThenBy(message => message.Id, StringComparer.Ordinal)
            .ThenBy(message => message.From, StringComparer.Ordinal).ThenBy(message => message.ConversationId, StringComparer.Ordinal);
        return [.. query.Forward ? all.Take(query.Limit) : all.TakeLast(query.Limit)];
    }

    public IReadOnlyList<StoredMessage> FindBroadcasts(string? conversationId, long? validAfter, int skip, int limit)
    {
        var tables = (conversationId is null ? _broadcasters : [conversationId]).Select(Of).OfType<InMemoryMessageTable>();
        return
        [
            .. tables.SelectMany(table => table.Broadcasts).Where(message => validAfter is null || message.ValidUntil > validAfter)
                .OrderByDescending(message => message.Timestamp).ThenByDescending(message => message.Id, StringComparer.Ordinal).Skip(skip).Take(limit),
        ];
    }

    void Note(StoredMessage message)
    {
        if (message.ValidUntil is not null) _broadcasters.Add(message.ConversationId);
    }

    InMemoryMessageTable Table(string conversationId)
    {
        if (!_tables.TryGetValue(conversationId, out var table)) _tables.Add(conversationId, table = new());
        return table;
    }
}
