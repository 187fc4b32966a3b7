using System.Text.Json;

namespace LeanRx.Tests.MissedEvents;

public partial class MissedPushesTests
{
    [Fact]
    public void A_failure_is_a_fault_and_asked_again_and_what_came_meanwhile_is_not_kept_waiting()
    {
        ComeBack();
        _world.Core.OnPush(Left("mary", 2_000_001));
        _source.Last.SetException(new ConnectionLostException("no REST today", null));
        _world.Settle();
        Assert.Equal(["MembersLeft mary"], Heard);
        Assert.Equal([(FaultKind.MissedEvents, "What happened to conversations while the connection was lost could not be fetched. no REST today")],
            _world.Faults.Select(fault => (fault.Kind, fault.Message)));
        _world.Advance(4.9);
        Assert.Single(_source.Requests);
        _world.Advance(0.2);
        Assert.Equal(2, _source.Requests.Count);
        Answer(new MissedEventPage([Joined("mary", 1_600_000), Joined("anna", 1_700_000)]));
        // That she came has been overtaken; the state is what it would be in order.
        Assert.Equal(["MembersLeft mary", "MembersJoined anna"], Heard);
        Assert.Equal(["anna"], _room.Members);
    }

    [Fact]
    public void Silence_ends_with_the_time_out_of_commands_and_the_source_is_told()
    {
        ComeBack();
        _world.Advance(20);
        Assert.True(_source.LastToken.IsCancellationRequested);
        Assert.IsType<CommandTimeoutException>(Assert.Single(_world.Faults).Exception);
        _world.Advance(5);
        Assert.Equal(2, _source.Requests.Count);
    }

    [Fact]
    public void A_source_that_throws_is_a_fault_like_one_that_fails()
    {
        _source.Throws = new InvalidOperationException("a mistake");
        ComeBack();
        Assert.Equal("What happened to conversations while the connection was lost could not be fetched. a mistake", Assert.Single(_world.Faults).Message);
    }

    [Fact]
    public void A_refusal_is_told_once_and_tried_again_with_the_next_login_alone()
    {
        ComeBack();
        _source.Last.SetException(new ServerRejectedException(404, "NotFound"));
        _world.Advance(3600);
        Assert.Single(_source.Requests);
        _world.Reconnect(3_000_000);
        _world.Settle();
        Assert.Equal(FirstLogin - Margin, _source.Requests[1].After.ToUnixTimeMilliseconds());
        _source.Last.SetException(new ServerRejectedException(404, "NotFound"));
        _world.Settle();
        Assert.Equal("What happened to conversations while the connection was lost is not told by the server. The server refused: 404 NotFound.",
            Assert.Single(_world.Faults).Message);
    }
}
