using System.Text.Json;

namespace LeanRx.Tests.MissedEvents;

public partial class MissedPushesTests
{
    [Fact]
    public void Without_a_token_or_a_time_of_the_server_nothing_is_asked()
    {
        _world.Reconnect(serverTime: null);
        _world.Session.SessionToken = null;
        ComeBack();
        Assert.Empty(_source.Requests);
        _world.Core.OnPush(Joined("mary", null));
        _world.Settle();
        Assert.Equal(["MembersJoined mary"], Heard);
    }

    [Theory]
    [InlineData(4112)]
    [InlineData(401)]
    public void A_token_that_the_server_takes_no_longer_is_renewed_and_asked_with_once_more(int code)
    {
        ComeBack();
        _source.Last.SetException(new ServerRejectedException(code, null));
        _world.Settle();
        _world.Asked<SessionFrame>().SetResult(new SessionFrame { Operation = SessionOperations.Refreshed, Token = "fresh" });
        _world.Settle();
        Assert.Equal(["token", "fresh"], _source.Requests.Select(request => request.SessionToken));
        Answer(new MissedEventPage([Joined("mary", 1_600_000)]));
        Assert.Equal(["MembersJoined mary"], Heard);
        Assert.Empty(_world.Faults);
    }

    [Fact]
    public void A_token_that_is_refused_when_it_is_new_is_a_refusal()
    {
        ComeBack();
        _source.Last.SetException(new ServerRejectedException(4112, null));
        _world.Settle();
        Assert.Equal(SessionOperations.Refresh, Assert.Single(_world.Commands<SessionFrame>()).Operation);
        _world.Asked<SessionFrame>().SetResult(new SessionFrame { Operation = SessionOperations.Refreshed, Token = "fresh" });
        _world.Settle();
        _source.Last.SetException(new ServerRejectedException(4112, null));
        _world.Settle();
        Assert.Equal(4112, Assert.IsType<ServerRejectedException>(Assert.Single(_world.Faults).Exception).Code);
        Assert.Single(_world.Commands<SessionFrame>());
    }

    [Fact]
    public void A_token_that_runs_out_between_two_attempts_is_renewed()
    {
        ComeBack();
        _source.Last.SetException(new ConnectionLostException("no REST today", null));
        _world.Session.SessionToken = null;
        _world.Advance(5.1);
        _world.Asked<SessionFrame>().SetResult(new SessionFrame { Operation = SessionOperations.Refreshed, Token = "fresh" });
        _world.Settle();
        Answer(new MissedEventPage([Joined("mary", 1_600_000)]));
        Assert.Equal(["token", "fresh"], _source.Requests.Select(request => request.SessionToken));
        Assert.Equal(["MembersJoined mary"], Heard);
    }
}
