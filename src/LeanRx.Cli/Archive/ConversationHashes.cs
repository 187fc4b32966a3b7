namespace LeanRx.Cli.Archive;

/// <summary>How many messages each conversation has, and a hash of them, while all messages go by in order.</summary>
sealed class ConversationHashes
{
    readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    public int Count => _entries.Count;

    /// <summary>Takes in the next message of its conversation.</summary>
    public void Add(MessageRow message)
    {
        if (!_entries.TryGetValue(message.ConversationId, out var entry))
            _entries.Add(message.ConversationId, entry = new Entry());
        entry.Messages++;
        MessageHash.Add(entry.Hash, message.Timestamp, message.Id, message.From, message.Data, message.IsBinary);
    }

    /// <summary>Each conversation, ascending by id.</summary>
    public IEnumerable<ConversationHash> InOrder() =>
        _entries.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => new ConversationHash(entry.Key, entry.Value.Messages, Convert.ToHexStringLower(entry.Value.Hash)));

    sealed class Entry
    {
        public long Messages;
        public readonly byte[] Hash = new byte[MessageHash.Bytes];
    }
}
