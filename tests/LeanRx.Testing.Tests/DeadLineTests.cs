using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Server;

namespace LeanRx.Testing.Tests;

/// <summary>Lines that die without a word, in one direction or both, seen from both ends by default options.</summary>
public class DeadLineTests
{
    static readonly TimeSpan Notice = TimeSpan.FromSeconds(45);

    readonly VirtualWorld _world = new(new HistoricalScheduler(new DateTimeOffset(2026, 6, 1, 12, 0, 0, TimeSpan.Zero)));

    [Fact]
    public void A_client_whose_frames_are_lost_reconnects_after_45_seconds_though_messages_still_reach_it()
    {
        var jerry = Open("jerry");
        var chat = _world.Run(jerry.CreateConversationAsync(["tom"]));
        var tom = Open("tom");
        var heard = tom.Messages.Record(_world.Scheduler);
        _world.Network.Freeze("tom", FrameDirection.Sent);

        var states = tom.StateChanges.Record(_world.Scheduler);

        for (var second = 0; second < 60; second++)
        {
            _ = chat.SendAsync($"{second}");
            _world.AdvanceBy(TimeSpan.FromSeconds(1));
        }

        var lost = Assert.Single(states.Notifications, it => it.Value is ConnectionState.Reconnecting);
        Assert.Equal(Notice, lost.At);
        Assert.Equal(60, heard.Values.Count);
    }

    [Theory]
    [InlineData(FrameDirection.Sent)]
    [InlineData(FrameDirection.Received)]
    [InlineData(null)]
    public void A_dead_line_is_lost_for_the_client_45_seconds_after_the_last_answer(FrameDirection? direction)
    {
        var tom = Open("tom");
        var states = tom.StateChanges.Record(_world.Scheduler);
        Freeze(direction);

        _world.AdvanceBy(TimeSpan.FromMinutes(1));

        var lost = Assert.Single(states.Notifications, it => it.Value is ConnectionState.Reconnecting);
        Assert.Equal(Notice, lost.At);
    }

    [Theory]
    [InlineData(FrameDirection.Sent)]
    [InlineData(null)]
    public void A_client_that_is_gone_without_a_word_is_offline_45_seconds_after_its_last_byte(FrameDirection? direction)
    {
        Open("tom", options => options with { ReconnectPolicy = ReconnectPolicies.None });
        Freeze(direction);

        // The login reached the server 10 ms before its answer reached the client.
        _world.AdvanceBy(Notice - TimeSpan.FromMilliseconds(10) - TimeSpan.FromTicks(1));
        Assert.True(_world.Server.Applications["demo"].Clients.IsOnline("tom"));
        _world.AdvanceBy(TimeSpan.FromTicks(1));
        Assert.False(_world.Server.Applications["demo"].Clients.IsOnline("tom"));
    }

    [Fact]
    public void A_client_to_which_nothing_gets_through_hangs_up_and_the_server_hears_it()
    {
        Open("tom", options => options with { ReconnectPolicy = ReconnectPolicies.None });
        Freeze(FrameDirection.Received);

        _world.AdvanceBy(Notice);
        Assert.True(_world.Server.Applications["demo"].Clients.IsOnline("tom"));
        _world.AdvanceBy(TimeSpan.FromMilliseconds(10));
        Assert.False(_world.Server.Applications["demo"].Clients.IsOnline("tom"));
    }

    [Fact]
    public void A_client_that_sends_a_heartbeat_every_three_minutes_stays_for_a_day_by_the_servers_pings()
    {
        var slow = TimeSpan.FromMinutes(3);
        var tom = Open("tom", options => options with { KeepAliveInterval = slow, KeepAliveTimeout = 2 * slow + TimeSpan.FromSeconds(20) });

        _world.AdvanceBy(TimeSpan.FromDays(1));

        Assert.Equal(new ConnectionState.Connected(), tom.State);
        Assert.Equal(1, _world.Network.Dials);
    }

    LeanClient Open(string clientId, Func<LeanClientOptions, LeanClientOptions>? configure = null)
    {
        var client = _world.CreateClient(clientId, configure);
        _world.Run(client.OpenAsync());
        return client;
    }

    void Freeze(FrameDirection? direction)
    {
        if (direction is { } one)
            _world.Network.Freeze("tom", one);
        else
            _world.Network.Freeze("tom");
    }
}
