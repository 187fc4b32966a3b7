namespace LeanRx.Server.Storage;

/// <summary>What a client has not read of a conversation.</summary>
public sealed record UnreadMessages
{
    /// <summary>Nothing is unread.</summary>
    public static UnreadMessages None { get; } = new();

    /// <summary>How many messages of others are unread.</summary>
    /// <remarks>Recalled messages do not count.</remarks>
    public int Count { get; init; }

    /// <summary>The last message that the client can see, whoever sent it.</summary>
    /// <value>Null if <see cref="Count"/> is 0.</value>
    public StoredMessage? Last { get; init; }

    /// <summary>Whether one of the newest messages of others mentions the client.</summary>
    public bool IsMentioned { get; init; }

    /// <summary>What is unread of messages behind the place up to which a client has read, which come in their order.</summary>
    internal static UnreadMessages Of(IEnumerable<StoredMessage> messages, string clientId, int limit)
    {
        List<StoredMessage> seen = [.. messages.Where(message => message.IsVisibleTo(clientId))];
        var count = seen.Count(message => message.From != clientId && !message.IsRecalled);
        return count == 0 ? None : new()
        {
            Count = Math.Min(count, limit),
            Last = seen[^1],
            IsMentioned = seen.TakeLast(limit).Any(message => Mentions(message, clientId)),
        };
    }

    static bool Mentions(StoredMessage message, string clientId) =>
        message.From != clientId && (message.MentionAll || message.MentionedClientIds.Contains(clientId, StringComparer.Ordinal));
}
