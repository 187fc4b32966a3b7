using LeanRx.Cli.Importing.Reporting;
using LeanRx.Cli.Importing.Rows;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Cli.Importing.Writing;

/// <summary>Stores who subscribes to service conversations: those who are not there yet, in the order of the export.</summary>
/// <param name="now">Milliseconds since 1970 UTC: up to then everything counts as read.</param>
sealed class SubscriberWriter(IMessageStore store, string applicationId, ImportReport report, long now)
{
    const string NoService = "its conversation is no service conversation of the export or the store";

    readonly Dictionary<string, long> _waiting = new(StringComparer.Ordinal);
    string? _conversationId;
    RowPlace _place;

    public async ValueTask AddAsync(SubscriberRow row, RowPlace place, CancellationToken cancellationToken)
    {
        if (row.ConversationId != _conversationId)
            await CompleteAsync(cancellationToken).ConfigureAwait(false);
        (_conversationId, _place) = (row.ConversationId, place);
        _waiting.TryAdd(row.ClientId, row.Since);
    }

    /// <summary>Stores those of the conversation at hand.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (_waiting.Count == 0)
            return;
        var record = await store.Conversations.FindAsync(applicationId, _conversationId!, cancellationToken).ConfigureAwait(false);
        if (record is { IsSystem: true })
            await SaveAsync(record, cancellationToken).ConfigureAwait(false);
        else
            for (var count = 0; count < _waiting.Count; count++)
                report.Refuse(_place, RowKind.Subscribers, NoService, _conversationId);
        _waiting.Clear();
    }

    async ValueTask SaveAsync(ConversationRecord record, CancellationToken cancellationToken)
    {
        var fresh = _waiting.Where(subscriber => !record.Members.Contains(subscriber.Key)).ToList();
        (report.Of(RowKind.Subscribers).Created, report.Of(RowKind.Subscribers).Known) =
            (report.Of(RowKind.Subscribers).Created + fresh.Count, report.Of(RowKind.Subscribers).Known + _waiting.Count - fresh.Count);
        if (fresh.Count == 0)
            return;
        var cursors = fresh.Select(subscriber => new MemberCursor
        {
            ApplicationId = applicationId,
            ConversationId = record.Id,
            ClientId = subscriber.Key,
            DeliveredTo = now,
            ReadTo = now,
            JoinedAt = subscriber.Value
        }).ToList();
        await store.Cursors.SaveAsync(cursors, cancellationToken).ConfigureAwait(false);
        await store.Members.AddAsync(record, fresh.ConvertAll(subscriber => subscriber.Key), cancellationToken).ConfigureAwait(false);
    }
}
