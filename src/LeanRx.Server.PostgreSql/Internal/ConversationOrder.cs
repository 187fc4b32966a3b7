using System.Runtime.CompilerServices;
using LeanRx.Protocol;
using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>All conversations of an application in an order that an index has: read in portions, no more than are needed.</summary>
static class ConversationOrder
{
    /// <summary>Whether the candidates of a query that names none come in its order.</summary>
    public static bool IsOf(ConversationStoreQuery query) =>
        query.Filter is { RequiredIds: null, RequiredMember: null, RequiredName: null, RequiresTemporary: false, RequiresRoom: false, RequiresService: false }
        && query.Sort.OnlyColumn is KnownColumns.CreatedAt or KnownColumns.UpdatedAt or KnownColumns.Id;

    public static async IAsyncEnumerable<ConversationRecord> ReadAsync(Session session, string app, ConversationSort sort,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // One that is changed meanwhile may come again.
        HashSet<string> read = new(StringComparer.Ordinal);
        ConversationRecord? last = null;
        while (true)
        {
            var portion = await session.ListAsync(Portion(app, sort, last), ConversationTable.Read, cancellationToken).ConfigureAwait(false);
            foreach (var conversation in portion)
                if (read.Add(conversation.Id)) yield return conversation;
            if (portion.Count < ConversationTable.Portion) yield break;
            last = portion[^1];
        }
    }

    /// <summary>The statement for those behind one, or for the first.</summary>
    internal static Statement Portion(string app, ConversationSort sort, ConversationRecord? last)
    {
        Raw descending = new(sort.IsDescending ? "DESC" : "ASC");
        Raw beyond = new(sort.IsDescending ? "<" : ">");
        Statement? behind = null;
        if (sort.OnlyColumn == KnownColumns.Id)
        {
            if (last is not null) behind = $" AND c.id {beyond} {last.Id}";
            return $"{ConversationTable.Select} WHERE c.app = {app}{behind} ORDER BY c.id {descending} LIMIT {(long)ConversationTable.Portion}";
        }

        Raw column = new(sort.OnlyColumn == KnownColumns.CreatedAt ? "c.created_at" : "c.updated_at");
        if (last is not null)
        {
            var time = sort.OnlyColumn == KnownColumns.CreatedAt ? last.CreatedAt : last.UpdatedAt;
            behind = $" AND {column} {beyond}= {time} AND ({column} {beyond} {time} OR c.id > {last.Id})";
        }

        return $"{ConversationTable.Select} WHERE c.app = {app}{behind} ORDER BY {column} {descending}, c.id LIMIT {(long)ConversationTable.Portion}";
    }
}
