using LeanRx.Server.Records.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Delivery.Internal;

// protocol.md §7.3
/// <summary>
/// Service conversations that may have something for a client although it has not subscribed: those with a thread of it, and those with a broadcast that is
/// still valid.
/// </summary>
internal static class GuestConversations
{
    /// <param name="cursors">The cursors of the client that count.</param>
    /// <param name="all">All cursors of the client, where there are broadcasts.</param>
    public static IEnumerable<LoginCandidate> Of(Application app, IReadOnlyList<MemberCursor> cursors, IReadOnlyList<MemberCursor> all)
    {
        foreach (var cursor in cursors)
            yield return new LoginCandidate(cursor.ConversationId);
        var known = all.Select(cursor => cursor.ConversationId).ToHashSet(StringComparer.Ordinal);
        var broadcasts = app.Broadcasts.Valid;
        foreach (var group in broadcasts.Where(broadcast => !known.Contains(broadcast.ConversationId))
            .GroupBy(broadcast => broadcast.ConversationId, StringComparer.Ordinal))
            yield return new LoginCandidate(group.Key, all.Count == 0 ? PlaceOfNewcomer(group.Last(), broadcasts[^1]) : null);
    }

    /// <summary>A client that the server has never seen in any conversation gets the most recent broadcast only.</summary>
    static MessageKey PlaceOfNewcomer(LiveBroadcast last, LiveBroadcast mostRecent) => last == mostRecent ? MessageKey.Before(last.Key) : last.Key;
}
