using LeanRx.Server.Records.Internal;

namespace LeanRx.Server.Storage.Internal;

/// <summary>The conversations of one application, found in several ways. Not safe by itself: its application's lock guards it.</summary>
sealed class InMemoryConversationTable
{
    readonly Dictionary<string, ConversationRecord> _byId = new(StringComparer.Ordinal);
    /// <summary>Those that are not temporary, in their order.</summary>
    readonly SortedSet<string> _lasting = new(StringComparer.Ordinal);

    readonly KeyIndex _byMember = new();
    readonly KeyIndex _byUniqueId = new();
    readonly KeyIndex _byName = new();
    readonly HashSet<string> _rooms = new(StringComparer.Ordinal);
    readonly HashSet<string> _services = new(StringComparer.Ordinal);
    readonly HashSet<string> _temporary = new(StringComparer.Ordinal);

    public ConversationRecord? Find(string id) => _byId.GetValueOrDefault(id);

    public ConversationRecord? FindUnique(string uniqueId) =>
        Records(_byUniqueId[uniqueId]).OrderBy(record => record.CreatedAt).ThenBy(record => record.Id, StringComparer.Ordinal).LastOrDefault();

    /// <summary>The ids of the conversations of which a client is a member.</summary>
    public IReadOnlyCollection<string> OfMember(string clientId) => _byMember[clientId];

    public IEnumerable<ConversationRecord> Of(string clientId, long aliveAt) =>
        Records(_byMember[clientId]).Where(record => !TemporaryConversations.IsOver(record, aliveAt));

    /// <param name="lastMessageAt">The time of the last message that is stored.</param>
    public void Save(ConversationRecord conversation, long? lastMessageAt)
    {
        var members = Find(conversation.Id)?.Members;
        if (members is null)
            foreach (var member in conversation.Members) _byMember.Add(member, conversation.Id);
        Put(conversation, members ?? conversation.Members, lastMessageAt);
    }

    public void AddMembers(ConversationRecord conversation, IReadOnlyList<string> clientIds, long? lastMessageAt)
    {
        foreach (var clientId in clientIds) _byMember.Add(clientId, conversation.Id);
        Put(conversation, MembersOf(conversation).AddRange(clientIds), lastMessageAt);
    }

    public void RemoveMembers(ConversationRecord conversation, IReadOnlyList<string> clientIds, long? lastMessageAt)
    {
        foreach (var clientId in clientIds) _byMember.Remove(clientId, conversation.Id);
        Put(conversation, MembersOf(conversation).RemoveRange(clientIds), lastMessageAt);
    }

    public void ReplaceMembers(ConversationRecord conversation, long? lastMessageAt)
    {
        foreach (var member in MembersOf(conversation)) _byMember.Remove(member, conversation.Id);
        foreach (var member in conversation.Members) _byMember.Add(member, conversation.Id);
        Put(conversation, conversation.Members, lastMessageAt);
    }

    public void Delete(string id)
    {
        if (!_byId.Remove(id, out var stored)) return;
        foreach (var member in stored.Members) _byMember.Remove(member, id);
        Unlist(stored);
    }

    public IReadOnlyList<ConversationRecord> Scan(string? afterId, int limit) =>
    [
        .. Records(_lasting.Max is { } last && string.CompareOrdinal(afterId, last) < 0
            ? _lasting.GetViewBetween(afterId ?? "", last).Where(id => string.CompareOrdinal(id, afterId) > 0) : []).Take(Math.Max(0, limit)),
    ];

    /// <summary>The conversations that can match, as they are now; the filter still has to be asked.</summary>
    /// <param name="most">So many are enough to see that they are too many, and one more.</param>
    public IReadOnlyList<ConversationRecord> Candidates(ConversationFilter filter, long most)
    {
        if (filter.RequiredIds is { } ids) return [.. Records(ids)];
        if (filter.RequiredMember is { } member) return [.. Records(_byMember[member])];
        if (filter.RequiredName is { } name) return [.. Records(_byName[name])];
        if (filter.RequiresTemporary) return [.. Records(_temporary)];
        if (filter.RequiresService) return [.. Records(_services)];
        return filter.RequiresRoom ? [.. Records(_rooms)] : [.. _byId.Values.Take((int)Math.Min(most + 2, int.MaxValue))];
    }

    public void NoteLastMessage(StoredMessage message)
    {
        if (_byId.TryGetValue(message.ConversationId, out var stored) && !(stored.LastMessageAt >= message.Timestamp))
            _byId[stored.Id] = stored with { LastMessageAt = message.Timestamp };
    }

    /// <summary>Takes the time of a message that was deleted back, where it stands as that of the last one.</summary>
    public void ForgetLastMessage(StoredMessage deleted, StoredMessage? last)
    {
        if (_byId.TryGetValue(deleted.ConversationId, out var stored) && stored.LastMessageAt == deleted.Timestamp)
            _byId[stored.Id] = stored with { LastMessageAt = last?.Timestamp };
    }

    MemberList MembersOf(ConversationRecord conversation) => Find(conversation.Id)?.Members ?? MemberList.Empty;

    void Put(ConversationRecord conversation, MemberList members, long? lastMessageAt)
    {
        var stored = Find(conversation.Id);
        if (stored is not null) Unlist(stored);
        long?[] times = [conversation.LastMessageAt, stored?.LastMessageAt, lastMessageAt];
        _byId[conversation.Id] = conversation with { Members = members, LastMessageAt = times.Max() };
        if (conversation.UniqueId is { } uniqueId) _byUniqueId.Add(uniqueId, conversation.Id);
        if (conversation.Name is { } name) _byName.Add(name, conversation.Id);
        if (conversation.IsTransient) _rooms.Add(conversation.Id);
        if (conversation.IsSystem) _services.Add(conversation.Id);
        (conversation.IsTemporary ? (ISet<string>)_temporary : _lasting).Add(conversation.Id);
    }

    void Unlist(ConversationRecord stored)
    {
        if (stored.UniqueId is { } uniqueId) _byUniqueId.Remove(uniqueId, stored.Id);
        if (stored.Name is { } name) _byName.Remove(name, stored.Id);
        _rooms.Remove(stored.Id);
        _services.Remove(stored.Id);
        _lasting.Remove(stored.Id);
        _temporary.Remove(stored.Id);
    }

    IEnumerable<ConversationRecord> Records(IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            if (_byId.TryGetValue(id, out var record)) yield return record;
        }
    }
}
