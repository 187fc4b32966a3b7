using LeanRx.Protocol;
using LeanRx.Server.Storage;
using LeanRx.Server.Tests.Support;
using LeanRx.Testing;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Tests;

/// <summary>How far members have come is stored a moment later, and not lost when the store cannot take it just then.</summary>
public class LazySavingTests
{
    [Fact]
    public async Task What_the_store_could_not_take_is_saved_a_second_later()
    {
        var store = new FullStore();
        var log = new LogLines { From = LogLevel.Error };
        var world = new World(new ServerOptions { LoggerFactory = log }, store);
        var (tom, jerry) = (world.Login("Tom"), world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);
        tom.Say(conversation, "hi");
        var message = jerry.Take<DirectFrame>();

        store.IsFull = true;
        jerry.Acknowledge(message);
        jerry.SendRaw(new ReadFrame { ConversationId = conversation });
        world.Pass(TimeSpan.FromSeconds(1));
        Assert.IsType<IOException>(Assert.Single(log.All).Exception);
        store.IsFull = false;
        world.Pass(TimeSpan.FromSeconds(1));

        var stored = await store.Messages.FindAsync("demo", conversation, message.MessageId!, TestContext.Current.CancellationToken);
        Assert.Equal((message.Timestamp, message.Timestamp), (stored!.DeliveredAt, stored.ReadAt));
        var cursor = Assert.Single(await store.Cursors.FindByConversationAsync("demo", conversation, TestContext.Current.CancellationToken), cursor =>
            cursor.ClientId == "Jerry");
        Assert.Equal((message.Timestamp, message.Timestamp), (cursor.DeliveredTo, cursor.ReadTo));
        Assert.Single(log.Lines);
    }

    [Fact]
    public async Task Nothing_of_a_deleted_conversation_is_saved_any_more()
    {
        await using var world = new World();
        var (tom, jerry) = (world.Login("Tom"), world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);
        tom.Say(conversation, "hi");
        jerry.Acknowledge(jerry.Take<DirectFrame>());

        await world.Operator().Conversations.DeleteAsync(conversation, TestContext.Current.CancellationToken);
        world.Pass(TimeSpan.FromSeconds(2));

        Assert.Empty(await world.Store.Cursors.FindByConversationAsync("demo", conversation, TestContext.Current.CancellationToken));
        Assert.Empty(await world.Store.Cursors.FindByClientAsync("demo", "Jerry", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Nothing_of_a_temporary_conversation_that_is_over_is_saved_any_more()
    {
        await using var world = new World();
        var (tom, jerry) = (world.Login("Tom"), world.Login("Jerry"));
        var conversation = tom.Do(new ConversationFrame
        {
            Operation = ConversationOperations.Start,
            IsTemporary = true,
            TemporaryTtl = 2,
            Members = ["Jerry"]
        }).ConversationId!;
        jerry.TakeAll();
        tom.Say(conversation, "hurry");
        world.Pass(TimeSpan.FromSeconds(1.5));
        jerry.Acknowledge(jerry.Take<DirectFrame>());

        world.Pass(TimeSpan.FromSeconds(3));

        Assert.Empty(await world.Store.Cursors.FindByConversationAsync("demo", conversation, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_could_not_be_saved_of_a_conversation_deleted_meanwhile_is_not_tried_again()
    {
        var store = new FullStore();
        await using var world = new World(new ServerOptions { LoggerFactory = new LogLines { From = LogLevel.Error } }, store);
        var (tom, jerry) = (world.Login("Tom"), world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);
        tom.Say(conversation, "hi");
        jerry.Acknowledge(jerry.Take<DirectFrame>());

        store.Held = new TaskCompletionSource();
        world.Pass(TimeSpan.FromSeconds(1));
        await world.Operator().Conversations.DeleteAsync(conversation, TestContext.Current.CancellationToken);
        store.Held.SetException(new IOException("The disk is full."));
        store.Held = null;
        world.Pass(TimeSpan.FromSeconds(2));

        Assert.Empty(await store.Cursors.FindByConversationAsync("demo", conversation, TestContext.Current.CancellationToken));
    }

    sealed class FullStore : ForwardingStore
    {
        public FullStore() : base(new InMemoryMessageStore()) => (Messages, Cursors) = (new FullLog(Inner.Messages, this),
            new FullCursors(Inner.Cursors, this));

        public bool IsFull { get; set; }

        /// <summary>What saving cursors waits for.</summary>
        public TaskCompletionSource? Held { get; set; }

        public override IMessageLog Messages { get; }

        public override ICursorStore Cursors { get; }
    }

    sealed class FullCursors(ICursorStore inner, FullStore store) : ForwardingCursorStore(inner)
    {
        public override async ValueTask SaveAsync(IReadOnlyList<MemberCursor> cursors, CancellationToken cancellationToken = default)
        {
            if (store.Held is { } held)
                await held.Task;
            if (store.IsFull)
                throw new IOException("The disk is full.");
            await Inner.SaveAsync(cursors, cancellationToken);
        }
    }

    sealed class FullLog(IMessageLog inner, FullStore store) : ForwardingMessageLog(inner)
    {
        public override async ValueTask UpdateAsync(StoredMessage message, CancellationToken cancellationToken = default)
        {
            if (store.IsFull)
                throw new IOException("The disk is full.");
            await Inner.UpdateAsync(message, cancellationToken);
        }
    }
}
