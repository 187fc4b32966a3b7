using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Single-device login (protocol.md §4.1.4).</summary>
public class TagTests
{
    [Fact]
    public void A_second_device_with_the_tag_displaces_the_first_which_hears_of_it()
    {
        var world = new World();
        var order = new List<string>();
        var old = world.Login("Tom", tag: "Mobile", deviceId: "d1");
        old.OnFrame = _ => order.Add("old closed");
        var young = world.Connect();
        young.OnFrame = _ => order.Add("young opened");

        young.Open("Tom", tag: "Mobile", deviceId: "d2");

        var closed = old.Take<SessionFrame>();
        Assert.Equal((SessionOperations.Closed, 4111, "SESSION_CONFLICT", null, "Tom"),
            (closed.Operation, closed.Code, closed.Reason, closed.SerialId, closed.PeerId));
        Assert.Equal(SessionOperations.Opened, young.Take<SessionFrame>().Operation);
        Assert.Equal(["old closed", "young opened"], order);
        Assert.Equal(1, world.SessionCount);
        Assert.Equal(ErrorCodes.SessionRequired, old.Fail(new LogsFrame { ConversationId = "x" }).Code);
        Assert.Null(old.CloseCode);
    }

    [Fact]
    public void Who_comes_back_after_another_device_took_the_tag_is_refused()
    {
        var world = new World();
        var first = world.Connect();
        first.Open("Tom", new SessionFrame { Operation = SessionOperations.Open, Tag = "Mobile", DeviceId = "d1" });
        var token = first.Take<SessionFrame>().Token;
        first.Drop();
        var second = world.Login("Tom", tag: "Mobile", deviceId: "d2");
        var back = world.Connect();

        back.Open("Tom", new SessionFrame { Operation = SessionOperations.Open, IsReconnect = true, Token = token });

        var closed = back.Take<SessionFrame>();
        Assert.Equal((SessionOperations.Closed, 4111, 1), (closed.Operation, closed.Code, closed.SerialId));
        second.AssertQuiet();
        Assert.Equal(1, world.SessionCount);
    }

    [Fact]
    public void The_same_device_comes_back_beside_its_dead_connection()
    {
        var world = new World();
        var dead = world.Login("Tom", tag: "Mobile", deviceId: "d1");
        var back = world.Connect();

        back.Open("Tom", new SessionFrame { Operation = SessionOperations.Open, IsReconnect = true, Tag = "Mobile", DeviceId = "d1" });

        Assert.Equal(SessionOperations.Opened, back.Take<SessionFrame>().Operation);
        dead.AssertQuiet();
        Assert.Equal(1, world.SessionCount);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("default", "default")]
    [InlineData("Mobile", "Web")]
    [InlineData("Mobile", null)]
    public void Other_tags_and_no_tag_do_not_mind_each_other(string? left, string? right)
    {
        var world = new World();
        var first = world.Login("Tom", tag: left, deviceId: "d1");

        world.Login("Tom", tag: right, deviceId: "d2");

        first.AssertQuiet();
        Assert.Equal(2, world.SessionCount);
    }

    [Fact]
    public void The_tag_of_another_client_is_another_tag()
    {
        var world = new World();
        var tom = world.Login("Tom", tag: "Mobile", deviceId: "d1");

        world.Login("Jerry", tag: "Mobile", deviceId: "d2");

        tom.AssertQuiet();
    }
}
