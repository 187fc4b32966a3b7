using LeanRx.Cli.Importing.Context;
using LeanRx.Cli.Importing.Files;
using LeanRx.Cli.Importing.Reporting;
using LeanRx.Cli.Importing.Rows;
using LeanRx.Cli.Importing.Writing;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Cli.Importing;

/// <summary>Brings an export into a store: one kind of rows after another, those first to which others refer.</summary>
/// <param name="now">Milliseconds since 1970 UTC: up to then everything counts as read.</param>
sealed class Importer(IMessageStore store, IFileStore? files, ImportContext context, ProgressLine progress, long now)
{
    static readonly RowKind[] s_standings = [RowKind.Members, RowKind.Blocks, RowKind.Silences];

    readonly ImportReport _report = context.Report;
    readonly string _applicationId = context.ApplicationId;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        context.ReadFiles(progress);
        await ConversationsAsync(cancellationToken).ConfigureAwait(false);
        await SubscribersAsync(cancellationToken).ConfigureAwait(false);
        foreach (var kind in s_standings)
            await StandingsAsync(kind, cancellationToken).ConfigureAwait(false);
        context.ReadAddressees(progress);
        await ContentAsync(cancellationToken).ConfigureAwait(false);
        foreach (var kind in ImportContext.MessageKinds)
            await MessagesAsync(kind, cancellationToken).ConfigureAwait(false);
        await ReadPlaces.MoveAsync(store, _applicationId, _report, now, cancellationToken).ConfigureAwait(false);
        progress.End();
    }

    async Task ConversationsAsync(CancellationToken cancellationToken)
    {
        var writer = new ConversationWriter(store, context.Conversations, _report, now);
        foreach (var row in progress.Count("conversations", context.Inventory.Rows(RowKind.Conversations)))
            if (context.TryReadConversation(row.Place, row.Text, row.IsWhole) is { } record)
                await writer.AddAsync(record, cancellationToken).ConfigureAwait(false);
        await writer.CompleteAsync().ConfigureAwait(false);
    }

    async Task SubscribersAsync(CancellationToken cancellationToken)
    {
        var writer = new SubscriberWriter(store, _applicationId, _report, now);
        foreach (var row in progress.Count("subscribers", context.Inventory.Rows(RowKind.Subscribers)))
        {
            if (context.TryParse(RowKind.Subscribers, row.Place, row.Text, row.IsWhole, SubscriberRow.Read) is not { } subscriber)
                continue;
            context.Threads.Add(subscriber.ConversationId, subscriber.ClientId);
            await writer.AddAsync(subscriber, row.Place, cancellationToken).ConfigureAwait(false);
        }
        await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    async Task StandingsAsync(RowKind kind, CancellationToken cancellationToken)
    {
        var writer = new StandingWriter(store, _applicationId, _report, kind);
        foreach (var row in progress.Count(kind == RowKind.Members ? "roles" : "blocks and silences", context.Inventory.Rows(kind)))
            if (context.TryParse<StandingRow>(kind, row.Place, row.Text, row.IsWhole, kind == RowKind.Members ? StandingRow.ReadRole
                : StandingRow.ReadClient) is { } standing)
                await writer.AddAsync(standing, cancellationToken).ConfigureAwait(false);
        await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    async Task ContentAsync(CancellationToken cancellationToken)
    {
        if (files is null || !context.Inventory.HasContent || context.HasOwnFiles)
            return;
        var writer = new FileWriter(files, _applicationId, context.Files, _report);
        foreach (var content in progress.Count("files", context.Inventory.Contents()))
            await writer.AddAsync(content.ObjectId, content.File.Open, content.Place, cancellationToken).ConfigureAwait(false);
    }

    async Task MessagesAsync(RowKind kind, CancellationToken cancellationToken)
    {
        var writer = new MessageWriter(store, _report, kind);
        var fields = new MessageFields();
        foreach (var row in progress.Count(kind.ToString().ToLowerInvariant(), context.Inventory.Rows(kind)))
            if (await context.TryReadMessageAsync(kind, fields, row.Place, row.Text, row.IsWhole, cancellationToken).ConfigureAwait(false) is { } read)
                await writer.AddAsync(read.Message, read.Conversation, row.Place, cancellationToken).ConfigureAwait(false);
        await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }
}
