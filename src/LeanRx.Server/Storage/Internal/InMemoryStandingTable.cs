namespace LeanRx.Server.Storage.Internal;

/// <summary>The standings of one application, found from both sides. Not safe by itself: its application's lock guards it.</summary>
sealed class InMemoryStandingTable
{
    readonly Dictionary<string, SortedDictionary<string, MemberStanding>> _byConversation = new(StringComparer.Ordinal);

    public IReadOnlyList<MemberStanding> OfConversation(string conversationId) =>
        _byConversation.TryGetValue(conversationId, out var standings) ? [.. standings.Values] : [];

    public IReadOnlyList<MemberStanding> OfClient(string clientId) =>
        [.. _byConversation.Values.Select(standings => standings.GetValueOrDefault(clientId)).OfType<MemberStanding>()
            .OrderBy(standing => standing.ConversationId, StringComparer.Ordinal)];

    public void Save(MemberStanding standing)
    {
        if (!_byConversation.TryGetValue(standing.ConversationId, out var standings)) _byConversation.Add(standing.ConversationId,
            standings = new(StringComparer.Ordinal));
        if (standing.IsOrdinary) standings.Remove(standing.ClientId);
        else standings[standing.ClientId] = standing;
        if (standings.Count == 0) _byConversation.Remove(standing.ConversationId);
    }

    public void RemoveConversation(string conversationId) => _byConversation.Remove(conversationId);
}
