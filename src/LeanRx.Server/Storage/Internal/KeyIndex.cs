namespace LeanRx.Server.Storage.Internal;

/// <summary>Which conversations belong to a key: a member, or the key of unique conversations.</summary>
sealed class KeyIndex
{
    readonly Dictionary<string, HashSet<string>> _ids = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> this[string key] => _ids.TryGetValue(key, out var ids) ? ids : [];

    public void Add(string key, string conversationId)
    {
        if (!_ids.TryGetValue(key, out var ids)) _ids.Add(key, ids = new(StringComparer.Ordinal));
        ids.Add(conversationId);
    }

    public void Remove(string key, string conversationId)
    {
        if (_ids.TryGetValue(key, out var ids) && ids.Remove(conversationId) && ids.Count == 0) _ids.Remove(key);
    }
}
