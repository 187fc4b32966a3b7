using LeanRx.Cli.Importing.Reporting;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Cli.Importing.Writing;

/// <summary>Stores messages in batches: while one is written the next is read.</summary>
sealed class MessageWriter(IMessageStore store, ImportReport report, RowKind kind)
{
    /// <summary>Messages of one transaction.</summary>
    public const int BatchSize = 30_000;

    const int BatchCharacters = 8 * 1024 * 1024;

    const string Clash = "the store holds another message with this id";

    Batch _filling = new();
    Batch? _writing;
    Task<IReadOnlyList<ImportOutcome>>? _write;

    public ValueTask AddAsync(StoredMessage message, ConversationTally tally, RowPlace place, CancellationToken cancellationToken)
    {
        _filling.Add(message, tally, place);
        return _filling.Messages.Count < BatchSize && _filling.Characters < BatchCharacters ? default : BeginAsync(cancellationToken);
    }

    /// <summary>Writes what is left, and waits until all is durable.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (_filling.Messages.Count > 0)
            await BeginAsync(cancellationToken).ConfigureAwait(false);
        await EndAsync().ConfigureAwait(false);
    }

    async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        await EndAsync().ConfigureAwait(false);
        _write = store.Messages.ImportAsync(_filling.Messages, cancellationToken).AsTask();
        (_writing, _filling) = (_filling, _writing ?? new());
        _filling.Clear();
    }

    async ValueTask EndAsync()
    {
        if (_write is null)
            return;
        var outcomes = await _write.ConfigureAwait(false);
        _write = null;
        var rows = report.Of(kind);
        for (var index = 0; index < outcomes.Count; index++)
        {
            var (tally, place) = _writing!.Sources[index];
            switch (outcomes[index])
            {
                case ImportOutcome.Stored:
                    tally.Stored++;
                    tally.NewestStored = Math.Max(tally.NewestStored, _writing.Messages[index].Timestamp);
                    rows.Created++;
                    break;
                case ImportOutcome.Known:
                    tally.Known++;
                    rows.Known++;
                    break;
                case ImportOutcome.Conflict:
                    tally.Refuse(Clash);
                    report.Refuse(place, kind, Clash, tally.Id);
                    break;
            }
        }
    }

    /// <summary>Messages, and where each came from.</summary>
    sealed class Batch
    {
        public List<StoredMessage> Messages { get; } = new(BatchSize);

        public List<(ConversationTally Tally, RowPlace Place)> Sources { get; } = new(BatchSize);

        public int Characters { get; private set; }

        public void Add(StoredMessage message, ConversationTally tally, RowPlace place)
        {
            Messages.Add(message);
            Sources.Add((tally, place));
            Characters += message.Data.Length;
        }

        public void Clear()
        {
            Messages.Clear();
            Sources.Clear();
            Characters = 0;
        }
    }
}
