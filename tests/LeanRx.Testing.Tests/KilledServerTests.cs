using System.Reactive.Concurrency;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Testing.Tests;

/// <summary>A server that was killed does nothing any more.</summary>
[Trait("Speed", "slow")]
public class KilledServerTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_a_server_had_not_saved_yet_is_saved_later_unless_it_was_killed(bool isKilled)
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

        if (isKilled)
            world.RestartServer();
        world.AdvanceBy(TimeSpan.FromMinutes(1));

        Assert.Equal(isKilled, store.Writes == before);
    }

    sealed class CountingStore : ForwardingStore
    {
        readonly CountingLog _log;
        readonly CountingCursors _cursors;

        public CountingStore() : base(new InMemoryMessageStore()) => (_log, _cursors) = (new(Inner.Messages), new(Inner.Cursors));

        public int Writes => _log.Writes + _cursors.Writes;

        public override IMessageLog Messages => _log;

        public override ICursorStore Cursors => _cursors;
    }

    sealed class CountingLog(IMessageLog inner) : ForwardingMessageLog(inner)
    {
        public int Writes { get; private set; }

        public override ValueTask UpdateAsync(StoredMessage message, CancellationToken cancellationToken = default)
        {
            Writes++;
            return base.UpdateAsync(message, cancellationToken);
        }
    }

    sealed class CountingCursors(ICursorStore inner) : ForwardingCursorStore(inner)
    {
        public int Writes { get; private set; }

        public override ValueTask SaveAsync(IReadOnlyList<MemberCursor> cursors, CancellationToken cancellationToken = default)
        {
            Writes++;
            return base.SaveAsync(cursors, cancellationToken);
        }
    }
}
