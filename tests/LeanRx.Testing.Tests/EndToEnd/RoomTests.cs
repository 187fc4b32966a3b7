using System.Reactive.Linq;
using LeanRx.Server;
using Microsoft.Reactive.Testing;

namespace LeanRx.Testing.Tests.EndToEnd;

/// <summary>Chat rooms as their people see them (S80 to S89).</summary>
public class RoomTests
{
    readonly VirtualWorld _world = new(new TestScheduler());

    LeanClient Login(string clientId)
    {
        var client = _world.CreateClient(clientId);
        _world.Run(client.OpenAsync());
        return client;
    }

    Conversation Create(LeanClient client) => _world.Run(client.CreateConversationAsync([], new() { Name = "HelloKitty PK 加菲猫", IsTransient = true }));

    Conversation Enter(LeanClient client, string roomId)
    {
        var room = _world.Run(client.GetConversationAsync(roomId))!;
        _world.Run(room.JoinAsync());
        return room;
    }

    /// <summary>Nobody can connect for so long.</summary>
    void Outage(TimeSpan time)
    {
        new FaultPlan(new RefusedDialsFault(TimeSpan.Zero, time), new CutFault(TimeSpan.Zero, "Jerry")).ApplyTo(_world);
        _world.AdvanceBy(time + TimeSpan.FromMinutes(2));
    }

    List<string> Hear(LeanClient client)
    {
        var heard = new List<string>();
        client.Messages.OfType<TextMessage>().Subscribe(message => heard.Add(message.Text));
        return heard;
    }

    [Fact]
    [Trait("Row", "S83")]
    [Trait("Row", "S89")]
    public void The_count_is_of_those_who_are_online_and_nobody_is_told_who_comes_and_goes()
    {
        var (tom, jerry) = (Login("Tom"), Login("Jerry"));
        var room = Create(tom);
        var changes = tom.MembershipChanges.Record(_world.Scheduler);
        var entered = Enter(jerry, room.Id);

        Assert.Equal(2, _world.Run(room.CountMembersAsync()));
        Assert.Equal(["Jerry", "Tom"], _world.Run(room.GetMembersAsync()).Order());
        Assert.Empty(entered.Members);

        _world.Run(jerry.CloseAsync());
        Assert.Equal(1, _world.Run(room.CountMembersAsync()));
        changes.AssertValues();
    }

    [Fact]
    [Trait("Row", "S89")]
    [Trait("Speed", "slow")]
    public void More_people_than_any_conversation_holds_are_in_a_room()
    {
        var room = Create(Login("Tom"));
        foreach (var number in Enumerable.Range(1, 550))
            Enter(Login($"c{number}"), room.Id);

        Assert.Equal(551, _world.Run(room.CountMembersAsync()));
    }

    [Fact]
    [Trait("Row", "S89")]
    public void Entering_another_room_leaves_the_first()
    {
        var (tom, jerry) = (Login("Tom"), Login("Jerry"));
        var (first, second) = (Create(tom), Create(jerry));
        var heard = Hear(tom);

        Enter(tom, second.Id);
        _world.Run(second.SendAsync("welcome"));
        _world.Run(first.CountMembersAsync());
        _world.AdvanceBy(TimeSpan.FromSeconds(1));

        Assert.Equal(["welcome"], heard);
        Assert.Equal((0, 2), (_world.Run(first.CountMembersAsync()), _world.Run(second.CountMembersAsync())));
    }

    [Fact]
    [Trait("Row", "S87")]
    [Trait("Row", "S89")]
    public void Who_was_away_hears_nothing_later_and_reads_it_in_the_history()
    {
        var (tom, jerry) = (Login("Tom"), Login("Jerry"));
        var room = Create(tom);
        Enter(jerry, room.Id);
        _world.Run(jerry.CloseAsync());
        var receipts = tom.Receipts.Record(_world.Scheduler);
        var heard = Hear(jerry);

        _world.Run(room.SendAsync("hello", new SendOptions { RequestReceipt = true }));
        _world.Run(jerry.OpenAsync());
        _world.AdvanceBy(TimeSpan.FromMinutes(1));

        Assert.Empty(heard);
        receipts.AssertValues();
        var history = _world.Run(jerry.GetConversationAsync(room.Id))!.GetHistoryAsync(new() { After = new(_world.Clock.Now.AddHours(-24)) });
        Assert.Equal("hello", Assert.IsType<TextMessage>(Assert.Single(_world.Run(history.ToListAsync().AsTask()))).Text);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(25, true)]
    [InlineData(31, false)]
    [Trait("Row", "S89")]
    [Trait("Row", "S169")]
    public void After_a_drop_of_less_than_30_minutes_one_is_back_in_the_room(int minutes, bool isBack)
    {
        var (tom, jerry) = (Login("Tom"), Login("Jerry"));
        var room = Create(tom);
        Enter(jerry, room.Id);
        var heard = Hear(jerry);

        Outage(TimeSpan.FromMinutes(minutes));
        Assert.IsType<ConnectionState.Connected>(jerry.State);
        _world.Run(room.SendAsync("who is here?"));
        _world.AdvanceBy(TimeSpan.FromSeconds(1));

        Assert.Equal(isBack ? ["who is here?"] : [], heard);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(31, false)]
    [Trait("Row", "S89")]
    public void One_is_back_in_the_room_though_the_server_was_restarted_meanwhile(int minutes, bool isBack)
    {
        var (tom, jerry) = (Login("Tom"), Login("Jerry"));
        var room = Create(tom);
        Enter(jerry, room.Id);
        var heard = Hear(jerry);

        _world.RestartServer();
        Outage(TimeSpan.FromMinutes(minutes));
        _world.Run(room.SendAsync("who is here?"));
        _world.AdvanceBy(TimeSpan.FromSeconds(1));

        Assert.Equal(isBack ? ["who is here?"] : [], heard);
    }

    [Fact]
    [Trait("Row", "S89")]
    public void Who_left_or_entered_another_room_is_not_brought_back_to_the_first()
    {
        var (tom, jerry, bob) = (Login("Tom"), Login("Jerry"), Login("Bob"));
        var room = Create(tom);
        var left = Enter(jerry, room.Id);
        Enter(bob, room.Id);
        _world.Run(left.LeaveAsync());
        var other = Create(bob);

        _world.RestartServer();
        _world.AdvanceBy(TimeSpan.FromMinutes(5));

        Assert.Equal((1, 1), (_world.Run(room.CountMembersAsync()), _world.Run(other.CountMembersAsync())));
    }

    [Fact]
    public void A_room_that_is_gone_after_the_drop_is_a_fault()
    {
        var tom = Login("Tom");
        Create(tom);
        var faults = tom.Faults.Record(_world.Scheduler);

        _world.RestartServer(keepStore: false);
        _world.AdvanceBy(TimeSpan.FromMinutes(5));

        Assert.Contains("Could not go back to the chat room", Assert.Single(faults.Values, fault => fault.Kind == FaultKind.Server).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Row", "S93")]
    public void The_way_back_into_a_room_is_signed_where_signatures_are_demanded()
    {
        var world = new VirtualWorld(new TestScheduler(),
            new() { Server = new() { Apps = [AppOptions.Demo with { RequireLoginSignature = true, RequireConversationSignature = true }] } });
        var tom = world.CreateClient("Tom", options =>
            options with { SignatureProvider = new HmacSignatureProvider("demo-master-key", world.Scheduler, new Random(1)) });
        world.Run(tom.OpenAsync());
        var room = world.Run(tom.CreateConversationAsync([], new() { IsTransient = true }));

        world.RestartServer();
        world.AdvanceBy(TimeSpan.FromMinutes(5));

        Assert.Equal(1, world.Run(room.CountMembersAsync()));
    }
}
