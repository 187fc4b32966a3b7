using LeanRx.Cli.Importing.Reporting;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Cli.Importing.Messages;

/// <summary>The conversations that messages can be of: those of the export, and those that the store has already.</summary>
sealed class ConversationBook(IMessageStore store, string applicationId, ImportReport report, ThreadIds threads)
{
    readonly HashSet<string> _looked = new(StringComparer.Ordinal);

    public void Add(ConversationRecord record)
    {
        report.Of(record.Id).Form =
            record switch { { IsTransient: true } => ConversationForm.ChatRoom, { IsSystem: true } => ConversationForm.Service, _ => ConversationForm.Normal };
        if (record.IsSystem)
            threads.AddService(record.Id);
    }

    /// <summary>The conversation with this id.</summary>
    public ValueTask<ConversationTally> FindAsync(string id, CancellationToken cancellationToken)
    {
        var tally = report.Of(id);
        return tally.Form != ConversationForm.Missing || !_looked.Add(id) ? new(tally) : LookAsync(tally, cancellationToken);
    }

    async ValueTask<ConversationTally> LookAsync(ConversationTally tally, CancellationToken cancellationToken)
    {
        if (await store.Conversations.FindAsync(applicationId, tally.Id, cancellationToken).ConfigureAwait(false) is { } record)
            Add(record);
        return tally;
    }
}
