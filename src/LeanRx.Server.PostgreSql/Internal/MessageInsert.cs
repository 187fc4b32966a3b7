using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>Messages that are stored by one statement. It answers with nothing when all of them are new.</summary>
/// <remarks>
/// No two of them have the same id, or the same sender and token, in one conversation: what one of them may find stored was stored before the statement.
/// </remarks>
sealed class MessageInsert(bool isImport)
{
    const int MaxCount = 2048;

    readonly List<StoredMessage> _messages = [];
    readonly HashSet<(string App, string Conversation, string Id)> _ids = [];
    readonly HashSet<(string App, string Conversation, string From, string Token)> _tokens = [];
    HashSet<(string App, string Conversation, string Id)>? _stored;
    Dictionary<long, StoredMessage>? _known;
    bool _isFull;

    /// <summary>What the statement found, once it has run.</summary>
    public List<MessageAnswer> Answers { get; set; } = [];

    public bool CanTake(StoredMessage message, bool asImport) => asImport == isImport && !_isFull && _messages.Count < MaxCount
        && (message.Recipients.IsDefaultOrEmpty || _messages.Count == 0)
        && !_ids.Contains((message.ApplicationId, message.ConversationId, message.Id))
        && (message.DeduplicationToken is not { } token || !_tokens.Contains((message.ApplicationId, message.ConversationId, message.From, token)));

    public Func<AppendResult> Append(StoredMessage message)
    {
        var number = Add(message);
        return () => IsStored(message) ? new AppendResult { Message = message } : MessageTable.Repeated(message, Known(number));
    }

    public Func<ImportOutcome> Import(StoredMessage message)
    {
        var number = Add(message);
        return () => IsStored(message) ? ImportOutcome.Stored : Known(number)?.IsSameAs(message) == true ? ImportOutcome.Known : ImportOutcome.Conflict;
    }

    public Statement Statement() => MessageTable.Insert(_messages, isImport);

    bool IsStored(StoredMessage message)
    {
        if (Answers.Count == 0) return true;
        _stored ??= [.. Answers.Where(answer => answer.Number == MessageAnswer.Stored).Select(answer => (answer.App!, answer.Conversation!, answer.Id!))];
        return _stored.Contains((message.ApplicationId, message.ConversationId, message.Id));
    }

    StoredMessage? Known(long number)
    {
        _known ??= Answers.Where(answer => answer.Known is not null).ToDictionary(answer => answer.Number, answer => answer.Known!);
        return _known.GetValueOrDefault(number);
    }

    long Add(StoredMessage message)
    {
        _messages.Add(message);
        _ids.Add((message.ApplicationId, message.ConversationId, message.Id));
        if (message.DeduplicationToken is { } token) _tokens.Add((message.ApplicationId, message.ConversationId, message.From, token));
        _isFull = !message.Recipients.IsDefaultOrEmpty;
        return _messages.Count;
    }
}
