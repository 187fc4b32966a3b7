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
    readonly HashSet<MessageKey> _keys = [];
    HashSet<MessageKey>? _stored;
    Dictionary<long, StoredMessage>? _known;

    /// <summary>What the statement found, once it has run.</summary>
    public List<MessageAnswer> Answers { get; set; } = [];

    /// <summary>Takes a message, if it may stand beside those that are there.</summary>
    /// <param name="number">Which of them it is, from 1.</param>
    public bool TryAdd(StoredMessage message, bool asImport, out int number)
    {
        number = _messages.Count + 1;
        if (asImport != isImport || number > MaxCount || (number > 1 && (HasRecipients(message) || HasRecipients(_messages[0])))
            || !_keys.Add(IdOf(message)))
            return false;
        if (message.DeduplicationToken is { } token && !_keys.Add(new(message.ApplicationId, message.ConversationId, message.From, token))) return false;
        _messages.Add(message);
        return true;
    }

    /// <summary>The outcome of a message that was appended.</summary>
    public AppendResult Appended(StoredMessage message, int number) =>
        IsStored(message) ? new AppendResult { Message = message } : MessageTable.Repeated(message, Known(number));

    /// <summary>The outcome of a message that was imported.</summary>
    public ImportOutcome Imported(StoredMessage message, int number) =>
        IsStored(message) ? ImportOutcome.Stored : Known(number)?.IsSameAs(message) == true ? ImportOutcome.Known : ImportOutcome.Conflict;

    public Statement Statement() => MessageTable.Insert(_messages, isImport);

    static bool HasRecipients(StoredMessage message) => !message.Recipients.IsDefaultOrEmpty;

    static MessageKey IdOf(StoredMessage message) => new(message.ApplicationId, message.ConversationId, null, message.Id);

    bool IsStored(StoredMessage message)
    {
        if (Answers.Count == 0) return true;
        _stored ??= [.. Answers.Where(answer => answer.Number == MessageAnswer.Stored)
            .Select(answer => new MessageKey(answer.App!, answer.Conversation!, null, answer.Id!))];
        return _stored.Contains(IdOf(message));
    }

    StoredMessage? Known(long number)
    {
        _known ??= Answers.Where(answer => answer.Known is not null).ToDictionary(answer => answer.Number, answer => answer.Known!);
        return _known.GetValueOrDefault(number);
    }
}
