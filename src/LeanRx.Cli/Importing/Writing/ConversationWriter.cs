using LeanRx.Cli.Importing.Messages;
using LeanRx.Cli.Importing.Reporting;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Cli.Importing.Writing;

/// <summary>Stores conversations. The later one stays, by the time of change; what is the same is not written.</summary>
/// <param name="now">Milliseconds since 1970 UTC: up to then everything counts as read.</param>
sealed class ConversationWriter(IMessageStore store, ConversationBook book, ImportReport report, long now)
{
    readonly PendingWrites _pending = new();
    readonly ConversationComparer _comparer = new();

    public async ValueTask AddAsync(ConversationRecord row, CancellationToken cancellationToken)
    {
        var tally = report.Of(row.Id);
        // One that stands twice is compared with what the first became.
        if (tally.Outcome != RowOutcome.None)
            await CompleteAsync().ConfigureAwait(false);
        var stored = await store.Conversations.FindAsync(row.ApplicationId, row.Id, cancellationToken).ConfigureAwait(false);
        var merged = ConversationComparer.Merge(row, stored);
        var outcome = _comparer.OutcomeOf(merged, stored);
        if (outcome is RowOutcome.Created or RowOutcome.Updated)
            await SaveAsync(merged, stored, cancellationToken).ConfigureAwait(false);
        book.Add(outcome is RowOutcome.Kept ? stored! : merged);
        if (tally.Outcome is RowOutcome.None)
            tally.Outcome = outcome;
        report.Of(Reporting.RowKind.Conversations).Count(outcome);
    }

    /// <summary>Waits until all of them are durable.</summary>
    public Task CompleteAsync() => _pending.CompleteAsync();

    /// <summary>The places of new members come first: a conversation that is there has them.</summary>
    async ValueTask SaveAsync(ConversationRecord record, ConversationRecord? stored, CancellationToken cancellationToken)
    {
        var newcomers = record.Members.Where(member => stored is null || !stored.Members.Contains(member));
        MemberCursor[] places = [.. newcomers.Select(member => CursorOf(record, member))];
        if (places.Length > 0)
            await _pending.AddAsync(store.Cursors.SaveAsync(places, cancellationToken)).ConfigureAwait(false);
        await _pending.AddAsync(stored is null || record.Members == stored.Members
            ? store.Conversations.SaveAsync(record, cancellationToken)
            : store.Members.ReplaceAsync(record, cancellationToken)).ConfigureAwait(false);
    }

    MemberCursor CursorOf(ConversationRecord record, string member)
    {
        var place = Math.Max(now, record.LastMessageAt ?? 0);
        return new MemberCursor { ApplicationId = record.ApplicationId, ConversationId = record.Id, ClientId = member, DeliveredTo = place, ReadTo = place };
    }
}
