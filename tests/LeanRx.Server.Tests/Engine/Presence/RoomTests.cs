using LeanRx.Protocol;
using LeanRx.Server.Hosting;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Chat rooms (S80 to S89, protocol.md §7.2).</summary>
public class RoomTests
{
    readonly World _world = new();

    static void Enter(TestDevice device, string room) =>
        Assert.Equal([device.ClientId],
            device.Do(new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = room, Members = [device.ClientId] }).AllowedClientIds);

    static void Leave(TestDevice device, string room) =>
        Assert.Equal(ConversationOperations.Removed,
            device.Do(new ConversationFrame { Operation = ConversationOperations.Remove, ConversationId = room, Members = [device.ClientId] }).Operation);

    static int? Count(TestDevice device, string room) =>
        device.Do(new ConversationFrame { Operation = ConversationOperations.Count, ConversationId = room }).Count;

    [Fact] // S81, S89: no member list, no join notices.
    [Trait("Row", "S81")]
    [Trait("Row", "S89")]
    public void The_creator_is_in_the_room_and_nobody_is_told_who_comes_and_goes()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));

        var room = tom.StartRoom();
        Enter(jerry, room);
        Leave(jerry, room);

        tom.AssertQuiet();
        jerry.AssertQuiet();
        Assert.Equal(1, Count(tom, room));
    }

    [Fact]
    [Trait("Row", "S83")]
    [Trait("Row", "S89")]
    public void The_count_of_a_room_is_how_many_clients_are_in_it_now()
    {
        var (tom, jerry, tablet) = (_world.Login("Tom"), _world.Login("Jerry"), _world.Login("Jerry"));
        var room = tom.StartRoom();
        Enter(jerry, room);
        Enter(tablet, room);
        Assert.Equal(2, Count(tom, room));

        jerry.Drop();
        Assert.Equal(2, Count(tom, room));
        tablet.Drop();

        Assert.Equal(1, Count(tom, room));
        Assert.Equal(["Tom"], tom.Do(new ConversationFrame { Operation = ConversationOperations.Members, ConversationId = room }).Members);
    }

    [Fact]
    [Trait("Row", "S89")]
    public void A_room_has_no_bound_on_those_who_come()
    {
        var world = new World(new ServerOptions { Limits = ServerLimits.Default with { MaxMembers = 3 } });
        var room = world.Login("Tom").StartRoom();
        for (var number = 0; number < 10; number++)
            Enter(world.Login($"c{number}"), room);

        Assert.Equal(11, Count(world.Login("Eve"), room));
    }

    [Fact]
    [Trait("Row", "S89")]
    public void A_login_is_in_one_room_and_entering_another_leaves_the_first()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var (first, second) = (tom.StartRoom(), jerry.StartRoom());

        Enter(tom, second);
        jerry.Say(second, "welcome");

        Assert.Equal((0, 2), (Count(tom, first), Count(tom, second)));
        Assert.Equal("welcome", tom.Take<DirectFrame>().Body);
    }

    [Fact] // S89: no offline messages, no receipts.
    [Trait("Row", "S89")]
    public void Messages_go_to_those_in_the_room_and_to_nobody_later()
    {
        var (tom, jerry, away) = (_world.Login("Tom"), _world.Login("Jerry"), _world.Login("Away", Dialect.OfflineMessages));
        var room = tom.StartRoom();
        Enter(jerry, room);
        Enter(away, room);
        away.Send(new SessionFrame { Operation = SessionOperations.Close });

        var ack = tom.Say(room, "hello", receipt: true);

        var message = jerry.Take<DirectFrame>();
        Assert.Equal(("hello", ack.MessageUid, 2), (message.Body, message.MessageId, message.ConversationType));
        jerry.Acknowledge(message);
        jerry.Send(new ReadFrame { ConversationId = room });
        tom.AssertQuiet();
        _world.Login("Away", Dialect.OfflineMessages).AssertQuiet();
        _world.Login("Away").AssertQuiet();
    }

    [Fact] // S87 and the decision on history of chat rooms: stored and readable.
    [Trait("Row", "S87")]
    [Trait("Row", "S119")]
    public void The_history_of_a_room_is_stored_and_anybody_reads_it()
    {
        var (tom, eve) = (_world.Login("Tom"), _world.Login("Eve"));
        var room = tom.StartRoom();
        tom.Say(room, "hello");

        Assert.Equal("hello", Assert.Single(eve.History(room)).Data);
        Assert.Null(eve.Say(room, "anyone may speak").Code);
        Assert.Equal("anyone may speak", tom.Take<DirectFrame>().Body);
    }

    [Theory]
    [InlineData(1799, true, false)]
    [InlineData(1800, false, false)]
    [InlineData(1799, true, true)]
    [Trait("Row", "S89")]
    [Trait("Row", "S169")]
    public void Who_dropped_out_is_back_in_the_room_within_30_minutes(int seconds, bool isBack, bool isClean)
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var room = tom.StartRoom();
        Enter(jerry, room);
        jerry.Drop(isClean);
        while (seconds > 0)
        {
            _world.Pass(TimeSpan.FromSeconds(Math.Min(300, seconds)));
            seconds -= 300;
            tom.SendRaw(HeartbeatFrame.Instance);
        }

        var again = _world.Login("Jerry");
        tom.TakeAll();
        tom.Say(room, "who is here?");

        Assert.Equal(isBack, again.Received.Count == 1);
    }

    [Fact] // S89: not after leaving on purpose.
    [Trait("Row", "S89")]
    public void Who_logged_out_or_left_is_not_brought_back()
    {
        var (tom, jerry, bob) = (_world.Login("Tom"), _world.Login("Jerry"), _world.Login("Bob"));
        var room = tom.StartRoom();
        Enter(jerry, room);
        Enter(bob, room);
        jerry.Send(new SessionFrame { Operation = SessionOperations.Close });
        Leave(bob, room);
        bob.Drop();

        _world.Login("Jerry");
        _world.Login("Bob");

        Assert.Equal(1, Count(tom, room));
    }

    [Fact]
    public void A_room_is_entered_by_oneself_only()
    {
        var tom = _world.Login("Tom");
        var room = tom.StartRoom();

        Assert.Equal(ErrorCodes.NormalConversationRequired,
            tom.Fail(new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = room, Members = ["Jerry"] }).Code);
        Assert.Equal(ErrorCodes.NormalConversationRequired,
            tom.Fail(new ConversationFrame { Operation = ConversationOperations.Remove, ConversationId = room, Members = ["Jerry"] }).Code);
        Assert.Equal(ErrorCodes.NormalConversationRequired,
            tom.Fail(new ConversationFrame { Operation = ConversationOperations.Mute, ConversationId = room }).Code);
        Assert.Equal(ErrorCodes.TransientConversationRequired,
            tom.Fail(new ConversationFrame { Operation = ConversationOperations.Members, ConversationId = tom.Start(["Jerry"]) }).Code);
    }

    [Fact]
    [Trait("Row", "S86")]
    [Trait("Row", "S88")]
    public void Rooms_are_found_by_those_who_ask_for_rooms_and_ones_own_by_membership()
    {
        var tom = _world.Login("Tom");
        tom.Start(["Jerry"]);
        var room = tom.Do(new ConversationFrame
        {
            Operation = ConversationOperations.Start,
            IsTransient = true,
            Members = ["Jerry"],
            Attributes = Moves.Json("""{"attr":{"topic":"奔跑吧，兄弟"}}""")
        }).ConversationId;
        string?[] Find(TestDevice device, string where) =>
            [.. device.Do(new ConversationFrame { Operation = ConversationOperations.Query, Where = Moves.Json(where) }).Results!.Value.EnumerateArray()
            .Select(it => it.GetProperty("objectId").GetString())];

        Assert.Equal([room], Find(_world.Login("Eve"), """{"attr.topic":"奔跑吧，兄弟","tr":true}"""));
        Assert.Equal([room], Find(tom, """{"m":"Tom","tr":true}"""));
        Assert.Empty(Find(_world.Login("Jerry"), """{"m":"Jerry","tr":true}"""));
        Assert.DoesNotContain(room, Find(tom, """{"m":"Tom"}"""));
    }
}
