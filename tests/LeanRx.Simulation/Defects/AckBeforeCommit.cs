using LeanRx.Server;
using LeanRx.Server.Storage;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>The server answers before what it answers for is durable: a restart loses what was sent last.</summary>
sealed class AckBeforeCommit : Defect
{
    const int Uncommitted = 2;

    readonly List<Store> _stores = [];

    public override string FoundBy => "law 14";

    public override IMessageStore Change(IMessageStore store)
    {
        var changed = new Store(store);
        _stores.Add(changed);
        return changed;
    }

    public override void OnRestart() => _stores.ForEach(store => store.Forget());

    sealed class Store(IMessageStore inner) : ForwardingStore(inner)
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
