namespace LeanRx.Server.Storage.Internal;

/// <summary>Answers a query from the conversations that a store's indexes left over.</summary>
static class ConversationPages
{
    public static IReadOnlyList<ConversationRecord> Page(this ConversationQuery query, IEnumerable<ConversationRecord> candidates)
    {
        var found = query.Matches(candidates).ToList();
        found.Sort(query.Sort);
        var from = Math.Clamp(query.Skip, 0, found.Count);
        return found.GetRange(from, Math.Clamp(query.Limit, 0, found.Count - from));
    }

    public static int Count(this ConversationQuery query, IEnumerable<ConversationRecord> candidates) => query.Matches(candidates).Count();

    static IEnumerable<ConversationRecord> Matches(this ConversationQuery query, IEnumerable<ConversationRecord> candidates) =>
        candidates.Where(query.Filter.Matches);
}
