using System.Text;
using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Queries.Internal;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.5
/// <summary><c>conv/query</c>: finding and counting conversations.</summary>
internal sealed class QueryCommand(EngineServices services, IConversationPlaces places)
{
    const int DefaultLimit = 10;
    const int WithoutMembers = 1;
    const int WithLastMessage = 2;

    readonly LastMessages _lastMessages = new(services);

    public async ValueTask HandleAsync(Session session, ConversationFrame frame)
    {
        var isCount = frame.Count is > 0;
        if (frame.TemporaryConversationIds is not null)
        {
            var temporary = await FindTemporaryAsync(session, frame.TemporaryConversationIds).ConfigureAwait(false);
            await ReplyAsync(session, frame, temporary, temporary.Count, isCount ? temporary.Count : null).ConfigureAwait(false);
            return;
        }
        var query = new ConversationStoreQuery
        {
            ApplicationId = session.App.Id,
            Filter = ConversationScope.Of(frame.Where, session.ClientId, services.Limits.QueryTimeout),
            AliveAt = services.Clock.Now,
            Sort = (string.IsNullOrEmpty(frame.Sort) ? ConversationSort.Default : ConversationSort.Parse(frame.Sort)).SeenBy(session.ClientId),
            Skip = Math.Max(0, frame.Skip ?? 0),
            Limit = frame.Limit is { } limit and >= 0 ? Math.Min(limit, services.Limits.MaxQueryPage) : DefaultLimit,
        };
        await services.Queries.RunAsync($"{session.App.Id}/{session.ClientId}", () => AnswerAsync(session, frame, query), session.Connection.Closed)
            .ConfigureAwait(false);
    }

    async ValueTask<bool> AnswerAsync(Session session, ConversationFrame frame, ConversationStoreQuery query)
    {
        var (limits, closed) = (services.Limits, session.Connection.Closed);
        query = query with
        {
            Budget = new QueryBudget(limits.QueryTimeout, closed)
            {
                MaxRows = limits.MaxQueryRows,
                MaxBytes = limits.MaxQueryBytes,
                CutsPage = true
            }
        };
        var room = await RoomInAsync(session, query).ConfigureAwait(false);
        if (frame.Count is > 0)
        {
            await ReplyAsync(session, frame, [], 0, room.Count
                + await services.Telemetry.TimeAsync("count", services.Store.Conversations.CountAsync(query, closed)).ConfigureAwait(false))
                .ConfigureAwait(false);
            return true;
        }
        // One more than the page tells whether there are more.
        IReadOnlyList<ConversationRecord> found =
            [.. room.Concat(await services.Telemetry.TimeAsync("query", services.Store.Conversations.QueryAsync(query with { Limit = query.Limit + 1 }, closed))
                .ConfigureAwait(false))];
        await ReplyAsync(session, frame, found, query.Limit, null, query.Budget!.IsCut).ConfigureAwait(false);
        return true;
    }

    // S88
    /// <summary>The chat room that a client is in, for those who ask for the rooms with themselves as member: no record lists its members.</summary>
    async ValueTask<List<ConversationRecord>> RoomInAsync(Session session, ConversationStoreQuery query)
    {
        if (query.Filter.RequiredMember != session.ClientId || query.Skip > 0 || session.Room is not { } occupied
            || await FindAsync(session, occupied.ConversationId).ConfigureAwait(false) is not { } room)
            return [];
        return query.Filter.Matches(room with { Members = [session.ClientId] }) ? [room] : [];
    }

    async ValueTask<IReadOnlyList<ConversationRecord>> FindTemporaryAsync(Session session, IReadOnlyList<string> ids)
    {
        List<ConversationRecord> found = [];
        foreach (var id in NamedIds.Distinct(ids).Take(services.Limits.MaxQueryPage))
        {
            if (await FindAsync(session, id).ConfigureAwait(false) is { IsTemporary: true } record)
                found.Add(record);
        }
        return found;
    }

    ValueTask<ConversationRecord?> FindAsync(Session session, string id) =>
        places.Of(session.App, id).RunAsync(session.App, new FindConversation(id));

    async ValueTask ReplyAsync(Session session, ConversationFrame frame, IReadOnlyList<ConversationRecord> found, int limit, int? count, bool isCut = false)
    {
        var flag = frame.Flag ?? 0;
        IReadOnlyList<StoredMessage?> last = (flag & WithLastMessage) != 0 && count is null ? await _lastMessages.FindAsync(session, found)
            .ConfigureAwait(false) : new StoredMessage?[found.Count];
        var budget = PageBudget.Of(services.Limits, frame.MaxBytes);
        var taken = 0;
        var results = JsonElements.Write(writer =>
        {
            writer.WriteStartArray();
            for (; taken < Math.Min(found.Count, limit) && count is null; taken++)
            {
                var one = JsonElements.Write(json =>
                    ConversationJson.Write(json, found[taken], services.Clock.Now, session.ClientId, (flag & WithoutMembers) != 0, last[taken]));
                if (!budget.TryTake(Encoding.UTF8.GetByteCount(one.GetRawText())))
                    break;
                one.WriteTo(writer);
            }
            writer.WriteEndArray();
        });
        session.Reply(frame,
            new ConversationFrame
            {
                Operation = ConversationOperations.Results,
                Results = results,
                Count = count,
                HasMore = count is null
            && (isCut || taken < found.Count) ? true : null
            });
    }
}
