using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>How far members have come is stored a moment later, and not lost when the store cannot take it just then.</summary>
public class LazySavingTests
{
    [Fact]
    public async Task What_the_store_could_not_take_is_saved_a_second_later()
    {
        var store = new FullStore();
        var log = new FaultLog();
        var world = new World(new ServerOptions { LoggerFactory = log }, store);
        var (tom, jerry) = (world.Login("Tom"), world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);
        tom.Say(conversation, "hi");
        var message = jerry.Take<DirectFrame>();

        store.IsFull = true;
        jerry.Acknowledge(message);
        jerry.SendRaw(new ReadFrame { ConversationId = conversation });
        world.Pass(TimeSpan.FromSeconds(1));
        Assert.IsType<IOException>(Assert.Single(log.Faults));
        store.IsFull = false;
        world.Pass(TimeSpan.FromSeconds(1));

        var stored = await store.FindMessageAsync("demo", conversation, message.MessageId!, TestContext.Current.CancellationToken);
        Assert.Equal((message.Timestamp, message.Timestamp), (stored!.DeliveredAt, stored.ReadAt));
        var cursor = Assert.Single(await store.FindConversationCursorsAsync("demo", conversation, TestContext.Current.CancellationToken), cursor => cursor.ClientId == "Jerry");
        Assert.Equal((message.Timestamp, message.Timestamp), (cursor.DeliveredTo, cursor.ReadTo));
        Assert.Single(log.Faults);
    }

    sealed class FullStore : StoreDecorator
    {
        public bool IsFull { get; set; }

        public override async ValueTask SaveCursorsAsync(IReadOnlyList<MemberCursor> cursors, CancellationToken cancellationToken = default)
        {
            if (IsFull)
                throw new IOException("The disk is full.");
            await Inner.SaveCursorsAsync(cursors, cancellationToken);
        }

        public override async ValueTask UpdateMessageAsync(StoredMessage message, CancellationToken cancellationToken = default)
        {
            if (IsFull)
                throw new IOException("The disk is full.");
            await Inner.UpdateMessageAsync(message, cancellationToken);
        }
    }
}
