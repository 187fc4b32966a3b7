namespace LeanRx.Server.Storage;

/// <summary>The time that a client spent in a conversation, as far as its notifications tell.</summary>
public readonly record struct NotificationStay
{
    /// <summary>The conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>When the client joined, in milliseconds since 1970-01-01 UTC.</summary>
    public required long From { get; init; }

    /// <summary>When it left, in milliseconds since 1970-01-01 UTC.</summary>
    public required long To { get; init; }

    /// <summary>Returns all stays of a client.</summary>
    /// <param name="named">The notifications that name the client, ascending by time.</param>
    /// <param name="memberships">The conversations in which the client is now, and since when; null where that is unknown.</param>
    public static IEnumerable<NotificationStay> Of(IEnumerable<(string ConversationId, long Timestamp, MembershipEffect Effect)> named,
        IReadOnlyDictionary<string, long?> memberships)
    {
        ArgumentNullException.ThrowIfNull(named);
        ArgumentNullException.ThrowIfNull(memberships);
        var joined = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (conversationId, timestamp, effect) in named)
        {
            if (effect == MembershipEffect.Joins)
                joined[conversationId] = timestamp;
            else if (effect == MembershipEffect.Leaves)
                yield return new()
                {
                    ConversationId = conversationId,
                    From = joined.Remove(conversationId, out var from) ? from : long.MinValue,
                    To = timestamp
                };
        }
        foreach (var (conversationId, since) in memberships)
        {
            var begin = joined.TryGetValue(conversationId, out var from) ? from : since ?? long.MinValue;
            yield return new() { ConversationId = conversationId, From = begin, To = long.MaxValue };
        }
    }
}
