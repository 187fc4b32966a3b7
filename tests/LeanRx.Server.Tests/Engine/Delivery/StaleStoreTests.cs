using LeanRx.Protocol;
using LeanRx.Server.Storage;
using LeanRx.Server.Tests.Support;
using LeanRx.Testing;

namespace LeanRx.Server.Tests;

/// <summary>An engine that is alone, over a store that somebody else has claimed.</summary>
public class StaleStoreTests
{
    [Fact]
    public void A_send_that_the_store_takes_from_somebody_else_alone_is_refused()
    {
        var tom = new World(store: new ClaimedStore(new InMemoryMessageStore())).Login("Tom");
        var conversation = tom.Start(["Jerry"]);

        var ack = tom.Ask<AckFrame>(new DirectFrame { ConversationId = conversation, Body = "hi" });

        Assert.Equal(ErrorCodes.InternalError, ack.Code);
    }

    sealed class ClaimedStore(IMessageStore inner) : ForwardingStore(inner)
    {
        public override IMessageLog Messages { get; } = new ClaimedLog(inner.Messages);
    }

    sealed class ClaimedLog(IMessageLog inner) : ForwardingMessageLog(inner)
    {
        public override ValueTask<AppendResult> AppendAsync(StoredMessage message, CancellationToken cancellationToken = default) =>
            ValueTask.FromException<AppendResult>(new StaleOwnerException(new SlotClaim(0, 1)));
    }
}
