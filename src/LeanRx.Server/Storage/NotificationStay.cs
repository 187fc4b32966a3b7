namespace LeanRx.Server.Storage;

/// <summary>From when to when a client was in a conversation, as far as its notifications tell.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="From">The time of its coming, milliseconds since 1970 UTC.</param>
/// <param name="To">The time of its leaving.</param>
public readonly record struct NotificationStay(string ConversationId, long From, long To)
{
    /// <summary>All stays of a client.</summary>
    /// <param name="named">The notifications that name it and have an effect, by time: conversation, time, effect.</param>
    /// <param name="memberships">The conversations that it is in now, and since when; null where that is not known.</param>
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
                yield return new(conversationId, joined.Remove(conversationId, out var from) ? from : long.MinValue, timestamp);
        }
        foreach (var (conversationId, since) in memberships)
            yield return new(conversationId, joined.TryGetValue(conversationId, out var from) ? from : since ?? long.MinValue, long.MaxValue);
    }
}
