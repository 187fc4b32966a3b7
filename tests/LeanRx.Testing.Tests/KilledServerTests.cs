using System.Reactive.Concurrency;
using LeanRx.Server;

namespace LeanRx.Testing.Tests;

/// <summary>A server that was killed does nothing any more.</summary>
public class KilledServerTests
{
    [Fact]
    public void What_a_killed_server_had_not_saved_yet_is_not_saved_later()
    {
        var store = new CountingStore();
        var world = new VirtualWorld(new HistoricalScheduler(), new VirtualWorldOptions { CreateStore = () => store });
        var (tom, jerry) = (world.CreateClient("Tom"), world.CreateClient("Jerry"));
        world.Run(Task.WhenAll(tom.OpenAsync(), jerry.OpenAsync()));
        var chat = world.Run(tom.CreateConversationAsync(["Jerry"]));
        world.Run(chat.SendAsync("hello"));
        world.AdvanceBy(TimeSpan.FromMilliseconds(100));
        world.Run(Task.WhenAll(tom.CloseAsync(), jerry.CloseAsync()));
        var before = store.Writes;

        world.RestartServer();
        world.AdvanceBy(TimeSpan.FromMinutes(1));

        Assert.Equal(before, store.Writes);
    }

    [Fact]
    public void A_server_that_lives_saves_it()
    {
        var store = new CountingStore();
        var world = new VirtualWorld(new HistoricalScheduler(), new VirtualWorldOptions { CreateStore = () => store });
        var (tom, jerry) = (world.CreateClient("Tom"), world.CreateClient("Jerry"));
        world.Run(Task.WhenAll(tom.OpenAsync(), jerry.OpenAsync()));
        var chat = world.Run(tom.CreateConversationAsync(["Jerry"]));
        world.Run(chat.SendAsync("hello"));
        world.AdvanceBy(TimeSpan.FromMilliseconds(100));
        world.Run(Task.WhenAll(tom.CloseAsync(), jerry.CloseAsync()));
        var before = store.Writes;

        world.AdvanceBy(TimeSpan.FromMinutes(1));

        Assert.NotEqual(before, store.Writes);
    }

    sealed class CountingStore() : ForwardingStore(new InMemoryMessageStore())
    {
        public int Writes { get; private set; }

        public override ValueTask SaveCursorsAsync(IReadOnlyList<MemberCursor> cursors, CancellationToken cancellationToken = default)
        {
            Writes++;
            return base.SaveCursorsAsync(cursors, cancellationToken);
        }

        public override ValueTask UpdateMessageAsync(StoredMessage message, CancellationToken cancellationToken = default)
        {
            Writes++;
            return base.UpdateMessageAsync(message, cancellationToken);
        }
    }
}
