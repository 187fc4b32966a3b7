using System.Runtime.CompilerServices;
using LeanRx.Common.Internal;
using LeanRx.Conversations.Internal;

namespace LeanRx.Tests.Conversations;

/// <summary>One object per conversation, and none that nobody needs.</summary>
public class RegistryTests
{
    readonly ClientWorld _world = new();

    ConversationRegistry Registry => _world.Core.Conversations;

    static void Collect()
    {
        for (var round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    WeakReference Make(string id, Action<Conversation>? use = null)
    {
        var conversation = _world.Conversation(id);
        use?.Invoke(conversation);
        return new WeakReference(conversation);
    }

    [Fact]
    public void The_same_id_is_the_same_object_as_long_as_anybody_holds_it()
    {
        var room = _world.Conversation();
        Collect();
        Assert.Same(room, _world.Conversation());
        Assert.NotSame(room, _world.Conversation("elsewhere"));
    }

    [Fact]
    public void A_conversation_that_nobody_holds_or_observes_is_let_go()
    {
        var room = Make("room");
        Collect();
        Assert.False(room.IsAlive);
    }

    [Fact]
    public void A_conversation_is_kept_while_one_of_its_streams_is_observed()
    {
        var heard = new List<Message>();
        IDisposable? subscription = null;
        var room = Make("room", conversation => subscription = conversation.Messages.Subscribe(heard.Add));
        _world.Settle();
        Collect();
        Assert.True(room.IsAlive);
        _world.Receive("m1");
        _world.Settle();
        Assert.Equal("m1", Assert.Single(heard).Id);
        subscription!.Dispose();
        subscription = null;
        _world.Settle();
        Collect();
        Assert.False(room.IsAlive);
    }

    [Fact]
    public void An_observer_that_threw_keeps_nothing()
    {
        var room = Make("room", conversation => conversation.Watch().Subscribe(_ => throw new InvalidOperationException("no")));
        _world.Settle();
        Collect();
        Assert.False(room.IsAlive);
        Assert.Single(_world.Faults);
    }

    [Fact]
    [Trait("Speed", "slow")]
    public void A_hundred_thousand_conversations_that_nobody_holds_leave_few_behind()
    {
        for (var number = 0; number < 100_000; number++)
        {
            Make($"c{number}");
            if (number % 20_000 == 0)
                Collect();
        }
        Assert.True(Registry.Count < 50_000, $"{Registry.Count} slots are left.");
    }

    [Fact]
    [Trait("Speed", "slow")]
    public void Ids_of_messages_are_remembered_for_the_most_active_conversations_and_not_beyond_the_bound()
    {
        for (var number = 0; number <= ConversationRegistry.MaxIds; number++)
            Registry.TryRemember(Registry.Slot($"c{number}"), "m", number, isReceived: true);
        Assert.False(Registry.Remembers(Registry.Slot("c0"), "other"));
        Assert.True(Registry.TryRemember(Registry.Slot("c0"), "m", 0, isReceived: true));
        Assert.False(Registry.TryRemember(Registry.Slot("c2"), "m", 2, isReceived: true));
    }

    [Fact]
    public void What_was_forgotten_of_one_s_own_sends_counts_as_seen()
    {
        var slot = Registry.Slot("room");
        for (var number = 0; number <= IdWindow.Capacity; number++)
            Registry.TryRemember(slot, $"own{number}", number + 1, isReceived: false);
        Assert.Equal(new Position(1, "own0"), Registry.Last(slot));
    }
}
