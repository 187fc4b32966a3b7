using LeanRx.Server;
using LeanRx.Server.Storage;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>The server answers before what it answers for is durable: a restart loses what was sent last.</summary>
sealed class AckBeforeCommit : Defect
{
    const int Uncommitted = 2;

    readonly List<Log> _logs = [];

    public override string FoundBy => "law 14";

    public override IMessageStore Change(IMessageStore store)
    {
        var log = new Log(store.Messages);
        _logs.Add(log);
        return new Store(store, log);
    }

    public override void OnRestart() => _logs.ForEach(log => log.Forget());

    sealed class Store(IMessageStore inner, Log log) : ForwardingStore(inner)
    {
        public override IMessageLog Messages => log;
    }

    sealed class Log(IMessageLog inner) : ForwardingMessageLog(inner)
    {
        readonly List<string> _ids = [];
        readonly HashSet<string> _lost = [];

        public void Forget() => _lost.UnionWith(_ids.TakeLast(Uncommitted));

        public override ValueTask<AppendResult> AppendAsync(StoredMessage message, CancellationToken cancellationToken = default)
        {
            _ids.Add(message.Id);
            return base.AppendAsync(message, cancellationToken);
        }

        public override async ValueTask<IReadOnlyList<StoredMessage>> ReadHistoryAsync(HistoryQuery query, CancellationToken cancellationToken = default) =>
            [.. (await base.ReadHistoryAsync(query, cancellationToken)).Where(message => !_lost.Contains(message.Id))];
    }
}
