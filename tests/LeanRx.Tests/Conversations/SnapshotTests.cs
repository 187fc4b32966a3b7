namespace LeanRx.Tests.Conversations;

/// <summary>What is known of a conversation, now and as it changes.</summary>
public class SnapshotTests
{
    readonly ClientWorld _world = new();

    void Rename(string name) => _world.Conversation().Core.Change(name, static (state, name) => state.Snapshot = state.Snapshot with { Name = name });

    [Fact]
    public void Watching_begins_with_what_is_known_now_and_goes_on_with_every_change()
    {
        var room = _world.Conversation();
        Rename("one");
        var names = new List<string?>();
        room.Watch().Subscribe(snapshot => names.Add(snapshot.Name));
        _world.Settle();
        Rename("two");
        _world.Settle();
        Rename("three");
        _world.Settle();
        Assert.Equal(["one", "two", "three"], names);
        Assert.Same(room, _world.Conversation());
    }

    [Fact]
    public void Who_is_slower_than_the_changes_hears_the_latest_and_nothing_twice()
    {
        var names = new List<string?>();
        var room = _world.Conversation();
        room.Watch().Subscribe(snapshot => names.Add(snapshot.Name));
        Rename("one");
        _world.Settle();
        Rename("two");
        Rename("three");
        Rename("four");
        var late = new List<string?>();
        room.Watch().Subscribe(snapshot => late.Add(snapshot.Name));
        _world.Settle();
        Assert.Equal(["one", "four"], names);
        Assert.Equal(["four"], late);
        GC.KeepAlive(room);
    }

    [Fact]
    public void A_thousand_changes_wait_as_one_notification()
    {
        var room = _world.Conversation();
        room.Watch().Subscribe();
        _world.Settle();
        for (var number = 0; number < 1000; number++)
            Rename($"{number}");
        Assert.Equal(1, _world.Session.Deliveries.Waiting);
        GC.KeepAlive(room);
    }

    [Fact]
    public void The_last_message_and_its_time_are_known_before_anybody_hears_of_it()
    {
        var room = _world.Conversation();
        var seen = new List<(string?, DateTimeOffset?)>();
        room.Messages.Subscribe(_ => seen.Add((room.LastMessage?.Id, room.LastMessageAt)));
        _world.Receive("m1", 100);
        _world.Settle();
        Assert.Equal(("m1", DateTimeOffset.FromUnixTimeMilliseconds(100)), Assert.Single(seen));
    }

    [Fact]
    public void A_transient_message_is_not_the_last_message()
    {
        var room = _world.Conversation();
        _world.Receive("m1", 100);
        _world.Core.OnPush(ClientWorld.Direct("m2", 200) with { IsTransient = true });
        Assert.Equal("m1", room.LastMessage?.Id);
    }

    [Fact]
    public void Each_message_is_a_change_to_watch()
    {
        var room = _world.Conversation();
        var last = new List<string?>();
        room.Watch().Subscribe(snapshot => last.Add(snapshot.LastMessage?.Id));
        _world.Settle();
        _world.Receive("m1", 100);
        _world.Settle();
        Assert.Equal([null, "m1"], last);
    }

    [Fact]
    public void What_does_not_change_anything_is_no_change()
    {
        var room = _world.Conversation();
        Rename("one");
        var before = room.Current;
        _world.Core.OnPush(new ConversationFrame
        {
            Operation = ConversationOperations.MembersLeft,
            ConversationId = "room",
            InitiatedBy = "jerry",
            Members = ["nobody"]
        });
        Assert.Same(before, room.Current);
    }
}
