namespace LeanRx.Server.Storage.Internal;

/// <summary>The cursors of one application, found from both sides. Not safe by itself: its application's lock guards it.</summary>
sealed class InMemoryCursorTable
{
    readonly Dictionary<string, SortedDictionary<string, MemberCursor>> _byClient = new(StringComparer.Ordinal);
    readonly Dictionary<string, SortedDictionary<string, MemberCursor>> _byConversation = new(StringComparer.Ordinal);

    public IReadOnlyList<MemberCursor> OfClient(string clientId) => _byClient.TryGetValue(clientId, out var cursors) ? [.. cursors.Values] : [];

    public MemberCursor? Find(string conversationId, string clientId) => _byClient.GetValueOrDefault(clientId)?.GetValueOrDefault(conversationId);

    public IReadOnlyList<MemberCursor> OfConversation(string conversationId) =>
        _byConversation.TryGetValue(conversationId, out var cursors) ? [.. cursors.Values] : [];

    public void Save(MemberCursor cursor)
    {
        Put(_byClient, cursor.ClientId, cursor.ConversationId, cursor);
        Put(_byConversation, cursor.ConversationId, cursor.ClientId, cursor);
    }

    public void Remove(string conversationId, string clientId)
    {
        Take(_byClient, clientId, conversationId);
        Take(_byConversation, conversationId, clientId);
    }

    public void RemoveConversation(string conversationId)
    {
        foreach (var cursor in OfConversation(conversationId)) Remove(conversationId, cursor.ClientId);
    }

    static void Put(Dictionary<string, SortedDictionary<string, MemberCursor>> side, string outer, string inner, MemberCursor cursor)
    {
        if (!side.TryGetValue(outer, out var cursors)) side.Add(outer, cursors = new(StringComparer.Ordinal));
        cursors[inner] = cursor;
    }

    static void Take(Dictionary<string, SortedDictionary<string, MemberCursor>> side, string outer, string inner)
    {
        if (side.TryGetValue(outer, out var cursors) && cursors.Remove(inner) && cursors.Count == 0) side.Remove(outer);
    }
}
