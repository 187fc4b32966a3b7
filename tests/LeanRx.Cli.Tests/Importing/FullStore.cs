using LeanRx.Server;
using LeanRx.Server.Storage;
using LeanRx.Testing;
using Microsoft.Data.Sqlite;

namespace LeanRx.Cli.Tests.Importing;

/// <summary>A store whose disk is full after some batches, until there is room.</summary>
sealed class FullStore(IMessageStore inner, int afterBatches) : ForwardingStore(inner)
{
    readonly Log _log = new(inner.Messages, afterBatches);

    public bool HasRoom { set => _log.HasRoom = value; }

    public override IMessageLog Messages => _log;

    sealed class Log(IMessageLog inner, int afterBatches) : ForwardingMessageLog(inner)
    {
        const int Full = 13;
        int _batches;

        public bool HasRoom { get; set; }

        public override ValueTask<IReadOnlyList<ImportOutcome>> ImportAsync(IReadOnlyList<StoredMessage> messages,
            CancellationToken cancellationToken = default) =>
            HasRoom || ++_batches <= afterBatches ? base.ImportAsync(messages, cancellationToken)
                : throw new SqliteException("SQLite Error 13: 'database or disk is full'.", Full);
    }
}
