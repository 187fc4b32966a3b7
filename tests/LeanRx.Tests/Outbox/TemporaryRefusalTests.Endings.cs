using LeanRx.Common.Internal;
using LeanRx.Connections.Internal;
using LeanRx.Protocol;

namespace LeanRx.Tests.Outbox;

public partial class TemporaryRefusalTests
{
    [Fact]
    public void While_the_connection_is_gone_it_waits_and_goes_out_when_it_is_back_and_the_pause_is_over()
    {
        _refusals["1"] = ErrorCodes.InternalError;
        var sending = Send("1");
        _refusals.Clear();
        _world.Advance(0.5);
        _world.Core.OnLost();
        _world.Advance(60);
        _ = Send("2");
        _ = Send("elsewhere", "another");
        _world.Advance(10);
        Assert.Equal([(0, "1"), (60.5, "elsewhere")], _sent);
        _world.Core.OnOpened(isReconnect: true);
        _world.Settle();
        Assert.Equal([(70.5, "1"), (70.5, "2")], _sent.Skip(2));
        Assert.True(sending.IsCompletedSuccessfully, $"The send is {sending.Status}.");

        _refusals["3"] = ErrorCodes.InternalError;
        _ = Send("3");
        _refusals.Clear();
        _world.Reconnect();
        _world.Advance(1.1);
        Assert.Equal([(70.5, "3"), (71.5, "3")], _sent.Skip(4));
        Assert.Empty(_store.Entries);
    }

    [Fact]
    public void Where_no_connection_comes_back_it_ends_with_its_refusal_when_its_time_is_over()
    {
        _refusals["1"] = ErrorCodes.InternalError;
        var sending = Send("1");
        _world.Advance(0.5);
        _world.Core.OnLost();
        _world.Advance(119.4);
        Assert.False(sending.IsCompleted);
        _world.Advance(0.2);
        Assert.Equal(ErrorCodes.InternalError, CodeOf(sending));
        Assert.Equal([(0, "1")], _sent);
        Assert.Empty(_store.Entries);
    }

    [Fact]
    public void What_is_on_its_way_again_when_the_client_is_closed_stays_with_those_behind_it()
    {
        _refusals["1"] = ErrorCodes.InternalError;
        var sending = new[] { Send("1"), Send("2") };
        _refusals.Clear();
        _world.Session.Answer = null;
        _world.Advance(1.1);
        Assert.Equal(2, _world.Session.Commands.Count);
        _ = _world.Client.DisposeAsync();
        _world.Session.Commands[1].SetException(Session.Disposed());
        _world.Advance(60);
        Assert.All(sending, task => Assert.IsType<ClientClosedException>(Result.ErrorOf(task)));
        Assert.Equal(2, _store.Entries.Count);
        Assert.Equal(2, _world.Commands<DirectFrame>().Count);
    }

    [Fact]
    public void What_is_refused_while_the_client_is_being_closed_stays()
    {
        _world.Session.Refuse = null;
        _world.Session.Answer = null;
        var sending = Send("1");
        _ = _world.Client.CloseAsync();
        _world.Session.Commands[0].SetException(new ServerRejectedException(ErrorCodes.InternalError, null));
        _world.Advance(60);
        Assert.IsType<ClientClosedException>(Result.ErrorOf(sending));
        Assert.Single(_store.Entries);
        Assert.Single(_world.Commands<DirectFrame>());
    }

    [Fact]
    public void What_waits_when_the_client_is_closed_stays_and_goes_out_in_its_order_when_it_is_opened_again()
    {
        _refusals["1"] = ErrorCodes.InternalError;
        var sending = new[] { Send("1"), Send("2") };
        _ = _world.Client.CloseAsync();
        _world.Advance(10);
        Assert.All(sending, task => Assert.IsType<ClientClosedException>(Result.ErrorOf(task)));
        Assert.Equal(2, _store.Entries.Count);
        Assert.Equal([(0, "1")], _sent);

        _ = _world.Client.OpenAsync();
        var behind = Send("3");
        _world.Advance(600);
        Assert.Equal(ErrorCodes.InternalError, CodeOf(behind));
        _refusals.Clear();
        _world.Advance(30);

        Assert.Equal(["1", "1", "2"], _sent.Select(sent => sent.Text).TakeLast(3));
        Assert.Empty(_world.Faults);
        Assert.Empty(_store.Entries);
    }
}
