using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Priorities of messages in chat rooms (protocol.md §7.4).</summary>
public class PriorityTests
{
    readonly World _world = new();

    [Theory]
    [InlineData(1, null)]
    [InlineData(2, 0.75)]
    [InlineData(3, 0.5)]
    [InlineData(null, 0.75)]
    [InlineData(0, 0.75)]
    [InlineData(4, 0.75)]
    public void In_a_room_what_is_less_urgent_gives_way_to_what_waits(int? priority, double? dropsAbove)
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var room = tom.StartRoom();
        jerry.Subscribe(room);

        Assert.Null(tom.Ask<AckFrame>(new DirectFrame { ConversationId = room, Body = "hi", Priority = priority }).Code);

        Assert.Equal("hi", jerry.Take<DirectFrame>().Body);
        Assert.Equal(dropsAbove, jerry.LastBroadcast!.DropsAbove);
    }

    [Fact]
    public void Elsewhere_nothing_gives_way()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);

        tom.Ask<AckFrame>(new DirectFrame { ConversationId = conversation, Body = "hi", Priority = 3 });

        jerry.Take<DirectFrame>();
        Assert.Null(jerry.LastBroadcast!.DropsAbove);
    }

    [Fact]
    public void A_will_keeps_its_priority()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var room = tom.StartRoom();
        jerry.Subscribe(room);
        tom.Ask<AckFrame>(new DirectFrame { ConversationId = room, Body = "gone", Priority = 3, IsWill = true });

        tom.Drop();

        Assert.Equal("gone", jerry.Take<DirectFrame>().Body);
        Assert.Equal(0.5, jerry.LastBroadcast!.DropsAbove);
    }

    [Fact]
    public async Task Operators_give_priorities_too()
    {
        var room = (await _world.Operator().Conversations.CreateAsync(new NewConversation { Kind = ConversationKind.ChatRoom })).Id;
        var jerry = _world.Login("Jerry");
        jerry.Subscribe(room);

        await _world.Operator().Messages.SendAsync(room, new SystemMessage("system", "hi") { Priority = DeliveryPriority.Low });

        Assert.Equal(0.5, jerry.LastBroadcast!.DropsAbove);
    }
}
