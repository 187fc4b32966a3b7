namespace LeanRx.Tests.Connection;

public class ReconnectTests
{
    [Fact]
    public void A_drop_is_a_state_and_the_client_comes_back()
    {
        var world = SessionWorld.Opened();
        world.AdvanceTo(10);

        world.Transport.Last.Close(1006, "cable pulled");
        world.AdvanceTo(20);

        Assert.Equal([0, 13], world.Transport.DialledAt);
        Assert.Equal(["Disconnected", "Connecting", "Connected", "Reconnecting", "Connected"], world.StateNames);
        var lost = Assert.IsType<ConnectionState.Reconnecting>(world.States[3]);
        Assert.Equal(1, lost.Attempt);
        Assert.Equal(TimeSpan.FromSeconds(3), lost.RetryIn);
        Assert.Equal("ws://chat.example/ closed the connection with 1006: cable pulled", lost.Cause.Message);
        Assert.Equal(new ConnectionState.Connected(IsReconnect: true), world.States[4]);
        Assert.Equal(["opened", "lost", "reopened"], world.Handler.Calls);
        Assert.Equal(1, world.Transport.MostLive);
    }

    [Fact]
    public void A_reconnect_displaces_nobody_and_shows_its_token()
    {
        var world = SessionWorld.Opened();

        world.Transport.Last.Close();
        world.Advance(5);

        var login = (SessionFrame)world.Transport.Last.Received("session/open").Frame;
        Assert.True(login.IsReconnect);
        Assert.Equal("token-1", login.Token);
        Assert.Null(login.Signature);
    }
}
