using System.Text.Json;
using LeanRx.Server.Access.Internal;
using LeanRx.Server.Queries.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server;

public sealed partial class ApplicationConversations
{
    /// <summary>Conversations are read from the store so many at a time.</summary>
    const int ScanChunk = 100;

    /// <summary>Scans all conversations that are not temporary, ascending by id.</summary>
    /// <remarks>A conversation that exists from the beginning to the end of the scan is returned once, however long the scan takes.</remarks>
    /// <param name="after"><see cref="ConversationScan.Next"/> of the page before. Null for the first page.</param>
    /// <param name="limit">The maximum number of conversations. Default 100. A page ends earlier if it would be too large.</param>
    /// <param name="where">Conditions on columns. Default: none.</param>
    /// <exception cref="OperationRefusedException">4310: the conditions cannot be read, or take too long.</exception>
    [Door(Permission.FindConversations)]
    public ValueTask<ConversationScan> ScanAsync(string? after = null, int limit = 100, JsonElement? where = null,
        CancellationToken cancellationToken = default) => _scope.RunAsync(
        () =>
        {
            var filter = QueryOf(null, where).Filter;
            return _services.OperatorQueries.RunAsync(_app.Id, () => ScanAsync(filter, after, limit, cancellationToken), cancellationToken);
        },
        cancellationToken);

    async ValueTask<ConversationScan> ScanAsync(ConversationFilter filter, string? after, int limit, CancellationToken cancellationToken)
    {
        var limits = _services.Limits;
        var budget = new QueryBudget(limits.OperatorQueryTimeout, cancellationToken) { MaxRows = limits.MaxOperatorQueryRows };
        var found = new List<ConversationRecord>();
        var bytes = 0L;
        while (limit > 0)
        {
            var chunk = await _services.Store.Conversations.ScanAsync(_app.Id, after, ScanChunk, cancellationToken).ConfigureAwait(false);
            foreach (var conversation in chunk)
            {
                budget.Look();
                after = conversation.Id;
                if (!filter.Matches(conversation, budget))
                    continue;
                found.Add(conversation);
                bytes += ConversationSize.Of(conversation);
                if (found.Count >= limit || bytes >= limits.MaxQueryBytes)
                    return new ConversationScan { Conversations = found, Next = after };
            }
            if (chunk.Count < ScanChunk)
                break;
        }
        return new ConversationScan { Conversations = found };
    }
}
