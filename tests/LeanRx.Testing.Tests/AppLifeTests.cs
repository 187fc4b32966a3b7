using System.Reactive.Concurrency;
using System.Reactive.Linq;

namespace LeanRx.Testing.Tests;

/// <summary>Background, sleep and waking.</summary>
public class AppLifeTests
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    readonly HistoricalScheduler _computer = new();
    readonly VirtualWorld _world;
    readonly LeanClient _tom, _jerry;
    readonly Conversation _chat;
    readonly Recording<string> _heard, _states;

    public AppLifeTests()
    {
        _world = new VirtualWorld(_computer);
        (_tom, _jerry) = (_world.CreateClient("Tom"), _world.CreateClient("Jerry"));
        _world.Run(Task.WhenAll(_tom.OpenAsync(), _jerry.OpenAsync()));
        _chat = _world.Run(_tom.CreateConversationAsync(["Jerry"]));
        _heard = _jerry.Messages.OfType<TextMessage>().Select(message => message.Text).Record(_world.Scheduler);
        _states = _jerry.StateChanges.Select(state => state.GetType().Name).Record(_world.Scheduler);
        _world.AdvanceBy(Second);
    }

    [Fact]
    public void A_laptop_that_was_suspended_for_eight_hours_is_back_within_a_second_with_what_was_missed()
    {
        _jerry.Suspend();
        _world.AdvanceBy(Second);
        Assert.False(_world.Run(_tom.IsOnlineAsync("Jerry")));
        _world.Run(_chat.SendAsync("meanwhile"));
        _world.AdvanceBy(TimeSpan.FromHours(8));
        _jerry.Resume();
        _world.AdvanceBy(Second);
        Assert.Equal(new ConnectionState.Connected { IsReconnect = true }, _jerry.State);
        _heard.AssertValues("meanwhile");
        _states.AssertValues("Connected", "Suspended", "Reconnecting", "Connected");
    }

    [Fact]
    public void A_laptop_that_slept_eight_hours_without_a_word_is_back_within_a_second_of_waking()
    {
        _computer.Sleep(TimeSpan.FromHours(8));
        _world.AdvanceBy(Second);
        Assert.Equal(new ConnectionState.Connected { IsReconnect = true }, _jerry.State);
        _world.Run(_chat.SendAsync("morning"));
        _world.AdvanceBy(Second);
        _heard.AssertValues("morning");
    }

    [Fact]
    public void Reconnect_now_does_not_wait_for_the_back_off_of_a_night_without_a_network()
    {
        _world.Network.Conditions = _world.Network.Conditions with { RefusesDials = true };
        _world.Network.Cut("Jerry");
        _world.AdvanceBy(TimeSpan.FromHours(8));
        _world.Network.Conditions = _world.Network.Conditions with { RefusesDials = false };
        _jerry.ReconnectNow();
        _world.AdvanceBy(Second);
        Assert.IsType<ConnectionState.Connected>(_jerry.State);
    }

    [Fact]
    public void Reconnect_now_does_not_trust_a_line_that_is_dead()
    {
        new FaultPlan(new HalfOpenFault(TimeSpan.Zero, "Jerry")).ApplyTo(_world);
        _world.AdvanceBy(Second);
        _world.Run(_chat.SendAsync("lost on the way"));
        _jerry.ReconnectNow();
        _world.AdvanceBy(Second);
        _heard.AssertValues("lost on the way");
    }

    [Fact]
    public void What_is_sent_while_suspended_goes_out_after_it()
    {
        _jerry.Suspend();
        _world.AdvanceBy(Second);
        var here = _world.Run(_tom.GetConversationAsync(_chat.Id))!;
        var sending = _tom.CreateConversationAsync(["Jerry"]);
        var his = _jerry.GetConversationAsync(_chat.Id);
        _world.AdvanceBy(Second);
        Assert.False(his.IsCompleted);
        _jerry.Resume();
        Assert.NotNull(_world.Run(his));
        Assert.NotNull(_world.Run(sending));
        Assert.Equal(_chat.Id, here.Id);
    }

    [Fact]
    public void Opening_resumes_and_closing_ends_the_suspension()
    {
        _jerry.Suspend();
        _jerry.Suspend();
        _world.AdvanceBy(Second);
        _world.Run(_jerry.OpenAsync());
        _jerry.Suspend();
        _world.AdvanceBy(Second);
        _world.Run(_jerry.CloseAsync());
        _jerry.Resume();
        _jerry.ReconnectNow();
        _jerry.Suspend();
        _world.AdvanceBy(TimeSpan.FromMinutes(1));
        Assert.Equal(new ConnectionState.Disconnected(), _jerry.State);
        _states.AssertValues("Connected", "Suspended", "Reconnecting", "Connected", "Suspended", "Disconnected");
    }
}
