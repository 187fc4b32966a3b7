using LeanRx.Server.Access.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Handlers.Internal;

/// <summary>The last messages beside conversations in a list, for those who may read them there as in the history.</summary>
internal sealed class LastMessages(EngineServices services)
{
    /// <summary>For each conversation its last message that the client sees; null where there is none, or where it may not read.</summary>
    public async ValueTask<IReadOnlyList<StoredMessage?>> FindAsync(Session session, IReadOnlyList<ConversationRecord> found)
    {
        var rule = AccessRules.Of(Permission.ReadHistory);
        var blocks = found.Any(record => record.IsTransient || record.IsSystem) ? await BlocksAsync(session).ConfigureAwait(false) : [];
        var last = new StoredMessage?[found.Count];
        for (var index = 0; index < last.Length; index++)
            if (rule.RefusalFor(PartyOf(session, found[index], blocks)) is null)
                last[index] = await services.Store.Messages.FindLastAsync(session.App.Id, found[index].Id, session.ClientId).ConfigureAwait(false);
        return last;
    }

    /// <summary>What a client is in a conversation, by its record: of roles and silence reading does not depend.</summary>
    static Party PartyOf(Session session, ConversationRecord record, HashSet<string> blocks)
    {
        var isIn = record.IsTransient ? session.Room?.ConversationId == record.Id : record.Members.Contains(session.ClientId);
        return new Party(record.Kind, isIn ? Rank.Member : Rank.Outsider, IsBlocked: blocks.Contains(record.Id));
    }

    async ValueTask<HashSet<string>> BlocksAsync(Session session)
    {
        var standings = await services.Store.Moderation.FindByClientAsync(session.App.Id, session.ClientId).ConfigureAwait(false);
        return standings.Where(standing => standing.IsBlocked).Select(standing => standing.ConversationId).ToHashSet(StringComparer.Ordinal);
    }
}
