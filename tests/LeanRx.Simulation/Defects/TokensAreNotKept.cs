using LeanRx.Server;
using LeanRx.Server.Storage;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>The server does not recognize a send that is repeated.</summary>
sealed class TokensAreNotKept : Defect
{
    public override string FoundBy => "law 7";

    public override IMessageStore Change(IMessageStore store) => new Store(store);

    sealed class Store(IMessageStore inner) : ForwardingStore(inner)
    {
        public override IMessageLog Messages { get; } = new Log(inner.Messages);
    }

    sealed class Log(IMessageLog inner) : ForwardingMessageLog(inner)
    {
        public override ValueTask<AppendResult> AppendAsync(StoredMessage message, CancellationToken cancellationToken = default) =>
            base.AppendAsync(message with { DeduplicationToken = null }, cancellationToken);
    }
}
