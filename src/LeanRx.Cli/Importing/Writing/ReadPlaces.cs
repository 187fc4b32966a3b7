using LeanRx.Cli.Importing.Reporting;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Cli.Importing.Writing;

/// <summary>Everything counts as read: members of conversations that were here before, and got more, stand behind what they got.</summary>
static class ReadPlaces
{
    public static async Task MoveAsync(IMessageStore store, string applicationId, ImportReport report, long now, CancellationToken cancellationToken)
    {
        foreach (var tally in report.Conversations.Values)
        {
            if (tally.NewestStored == 0 || tally.Form == ConversationForm.ChatRoom || (tally.Outcome == RowOutcome.Created && tally.NewestStored <= now))
                continue;
            var behind = (await store.Cursors.FindByConversationAsync(applicationId, tally.Id, cancellationToken).ConfigureAwait(false))
                .Where(cursor => cursor.ReadTo < tally.NewestStored)
                .Select(cursor => cursor with { ReadTo = tally.NewestStored, ReadId = null })
                .Select(cursor => cursor.DeliveredTo < cursor.ReadTo ? cursor with { DeliveredTo = cursor.ReadTo, DeliveredId = null } : cursor)
                .ToList();
            if (behind.Count > 0)
                await store.Cursors.SaveAsync(behind, cancellationToken).ConfigureAwait(false);
        }
    }
}
