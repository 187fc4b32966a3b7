using LeanRx.Conversations.Internal;

namespace LeanRx.Events.Internal;

/// <summary>
/// When what was told of a member last had happened, by the server's time. What could not be fetched in time is told late, but for what a later event that was
/// told meanwhile has overtaken: who folds events in the order in which they are told shows what the server has. Used inside the gate alone.
/// </summary>
internal sealed class ToldTimes
{
    readonly SaidTimes _times = new();

    /// <summary>Notes an event, and answers with those of the members of whom nothing later was told.</summary>
    /// <param name="time">When it happened; null when the server does not say: it is told then.</param>
    /// <param name="isFetched">Whether it was fetched. What the server sends on its own account is the newest, also where its calendar was set back.</param>
    public IReadOnlyList<string> Take(ToldSubject subject, string conversationId, IReadOnlyList<string> clientIds, long? time, bool isFetched)
    {
        if (time is not { } at)
            return clientIds;
        List<string> fresh = [.. clientIds.Where(clientId => !isFetched || at >= _times.Of(KeyOf(subject, conversationId, clientId)))];
        foreach (var clientId in fresh)
            _times.Say(KeyOf(subject, conversationId, clientId), at);
        return fresh.Count == clientIds.Count ? clientIds : fresh;
    }

    static string KeyOf(ToldSubject subject, string conversationId, string clientId) => $"{(int)subject} {conversationId} {clientId}";
}

/// <summary>What an event is about.</summary>
internal enum ToldSubject
{
    /// <summary>Who is in, and with which role: it ends with the membership.</summary>
    Membership,

    Silence,

    Block,
}
