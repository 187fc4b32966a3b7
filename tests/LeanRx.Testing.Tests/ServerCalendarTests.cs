using LeanRx.Protocol;
using LeanRx.Server;
using Microsoft.Reactive.Testing;

namespace LeanRx.Testing.Tests;

/// <summary>Somebody sets the server's calendar: what it waits for takes as long as ever.</summary>
public class ServerCalendarTests
{
    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public void A_minute_of_a_rate_limit_is_a_minute(int days)
    {
        var world = new VirtualWorld(new TestScheduler(),
            new VirtualWorldOptions { Server = new ServerOptions { Limits = ServerLimits.Default with { SendsPerMinute = 1 } } });
        var tom = world.CreateClient("Tom");
        world.Run(tom.OpenAsync());
        var chat = world.Run(tom.CreateConversationAsync(["Jerry"]));
        world.Run(chat.SendAsync("one"));

        world.JumpClock(TimeSpan.FromDays(days));

        Assert.Equal(ErrorCodes.MessageSentQuotaExceeded, Assert.Throws<ServerRejectedException>(() => world.Run(chat.SendAsync("two"))).Code);
        world.AdvanceBy(TimeSpan.FromMinutes(1));
        world.Run(chat.SendAsync("three"));
    }

    [Theory]
    [InlineData(-1, 29, 1)]
    [InlineData(1, 29, 1)]
    [InlineData(-1, 30, 0)]
    [InlineData(1, 30, 0)]
    public void A_place_in_a_chat_room_waits_half_an_hour_for_a_device_that_was_lost(int days, int minutes, int inRoom)
    {
        var world = new VirtualWorld(new TestScheduler());
        var lost = new FramePeer(world, "Jerry", "phone");
        var room = lost.Ask<ConversationFrame>(new ConversationFrame { Operation = ConversationOperations.Start, IsTransient = true }).ConversationId;

        lost.Drop();
        world.JumpClock(TimeSpan.FromDays(days));
        world.AdvanceBy(TimeSpan.FromMinutes(minutes));
        var back = new FramePeer(world, "Jerry", "phone");

        Assert.Equal(inRoom, back.Ask<ConversationFrame>(new ConversationFrame { Operation = ConversationOperations.Count, ConversationId = room }).Count);
    }
}
