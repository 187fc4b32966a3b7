using System.Globalization;
using LeanRx.Cli.Importing.Context;
using LeanRx.Cli.Importing.Reporting;
using LeanRx.Cli.Importing.Rows;
using LeanRx.Cli.Importing.Writing;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Cli.Importing.Checking;

/// <summary>
/// Compares an export with a store, and writes nothing: rows of conversations, bytes of files, and of each conversation the number of messages and a hash over
/// them.
/// </summary>
/// <remarks>
/// Messages of the store that are later than all of the export are the server's own, and left out. It holds some 40 bytes for each message, for those that
/// stand twice in an export.
/// </remarks>
sealed class Checker(IMessageStore store, IFileStore? files, ImportContext context, ProgressLine progress)
{
    const int PageSize = 1000;

    readonly Dictionary<string, MessageSum> _export = new(StringComparer.Ordinal);
    readonly HashSet<UInt128> _seen = [];
    readonly CheckResult _result = new();

    public async Task<CheckResult> RunAsync(CancellationToken cancellationToken)
    {
        context.ReadFiles(progress);
        await ConversationsAsync(cancellationToken).ConfigureAwait(false);
        foreach (var row in context.Inventory.Rows(RowKind.Subscribers))
            if (context.TryParse(RowKind.Subscribers, row.Place, row.Text, row.IsWhole, SubscriberRow.Read) is { } subscriber)
                context.Threads.Add(subscriber.ConversationId, subscriber.ClientId);
        context.ReadAddressees(progress);
        await ContentAsync(cancellationToken).ConfigureAwait(false);
        foreach (var kind in ImportContext.MessageKinds)
            await MessagesAsync(kind, cancellationToken).ConfigureAwait(false);
        foreach (var (id, sum) in progress.Count("conversations compared", _export.OrderBy(static sum => sum.Key, StringComparer.Ordinal)))
            await CompareAsync(id, sum, cancellationToken).ConfigureAwait(false);
        progress.End();
        return _result;
    }

    async Task ConversationsAsync(CancellationToken cancellationToken)
    {
        var comparer = new ConversationComparer();
        foreach (var row in progress.Count("conversations", context.Inventory.Rows(RowKind.Conversations)))
        {
            if (context.TryReadConversation(row.Place, row.Text, row.IsWhole) is not { } record)
                continue;
            context.Conversations.Add(record);
            var stored = await store.Conversations.FindAsync(context.ApplicationId, record.Id, cancellationToken).ConfigureAwait(false);
            var outcome = comparer.OutcomeOf(ConversationComparer.Merge(record, stored), stored);
            context.Report.Of(RowKind.Conversations).Count(outcome is RowOutcome.Created or RowOutcome.Updated ? RowOutcome.None : outcome);
            if (outcome == RowOutcome.Created)
                _result.Differences.Add(new(record.Id, "the store does not have it"));
            else if (outcome == RowOutcome.Updated)
                _result.Differences.Add(new(record.Id, "the export has a later state of its row"));
        }
    }

    async Task ContentAsync(CancellationToken cancellationToken)
    {
        if (files is null || context.HasOwnFiles)
            return;
        foreach (var content in progress.Count("files", context.Inventory.Contents()))
        {
            if (context.Files.Find(content.ObjectId) is null)
                continue;
            if (await files.FindAsync(context.ApplicationId, content.ObjectId, cancellationToken).ConfigureAwait(false) is { ExternalUrl: null } there
                && there.Length == content.File.Length)
                context.Files.NoteContent(content.ObjectId);
            else
                _result.Differences.Add(new(content.ObjectId, "the bytes of this file are not there, or are not as many"));
        }
    }

    async Task MessagesAsync(RowKind kind, CancellationToken cancellationToken)
    {
        var fields = new MessageFields();
        foreach (var row in progress.Count(kind.ToString().ToLowerInvariant(), context.Inventory.Rows(kind)))
        {
            if (await context.TryReadMessageAsync(kind, fields, row.Place, row.Text, row.IsWhole, cancellationToken).ConfigureAwait(false) is not { } read)
                continue;
            var hash = MessageSum.HashOf(read.Message);
            if (!_seen.Add(hash ^ (UInt128)(uint)string.GetHashCode(read.Message.ConversationId, StringComparison.Ordinal)))
                continue;
            if (!_export.TryGetValue(read.Message.ConversationId, out var sum))
                _export.Add(read.Message.ConversationId, sum = new());
            sum.Add(read.Message, hash);
        }
    }

    async Task CompareAsync(string conversationId, MessageSum export, CancellationToken cancellationToken)
    {
        var (sum, patched) = (new MessageSum(), 0L);
        HistoryBound? start = null;
        while (true)
        {
            var page = await store.Messages.ReadHistoryAsync(new HistoryQuery
            {
                ApplicationId = context.ApplicationId,
                ConversationId = conversationId,
                Forward = true,
                Start = start,
                End = new HistoryBound(export.Newest.Timestamp, export.Newest.Id, IsIncluded: true),
                Limit = PageSize,
            }, cancellationToken).ConfigureAwait(false);
            foreach (var message in page)
            {
                sum.Add(message, MessageSum.HashOf(message));
                patched += message.PatchedAt is null ? 0 : 1;
            }
            if (page.Count < PageSize)
                break;
            start = new HistoryBound(page[^1].Timestamp, page[^1].Id, IsIncluded: false);
        }
        _result.Add(conversationId, export, sum);
        if (!sum.IsSameAs(export))
            _result.Differences.Add(new(conversationId, WhyOf(export, sum, patched)));
    }

    static string WhyOf(MessageSum export, MessageSum stored, long patched)
    {
        var why = export.Count != stored.Count
            ? FormattableString.Invariant($"{export.Count:N0} messages in the export, {stored.Count:N0} in the store")
            : string.Create(CultureInfo.InvariantCulture, $"{export.Count:N0} messages in both, but not the same ones: hash {export.Hash} in the export, " +
                $"{stored.Hash} in the store");
        return patched == 0 ? why : FormattableString.Invariant($"{why}; {patched:N0} were edited or recalled on the server since");
    }
}
