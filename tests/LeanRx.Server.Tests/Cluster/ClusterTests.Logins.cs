using LeanRx.Protocol;
using LeanRx.Server.Hosting;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests.Cluster;

public partial class ClusterTests
{
    [Theory]
    [InlineData(30)] // While the login is under way.
    [InlineData(300)] // After it.
    public void What_was_acknowledged_before_a_login_is_told_as_unread_and_not_pushed_whenever_it_arrives(int latency)
    {
        var (tom, conversation) = SayToAbsent("1");
        _world.Cluster!.SetLatency("1", "3", TimeSpan.FromMilliseconds(latency));
        tom.Send(new DirectFrame { ConversationId = conversation, Body = "2" });
        Assert.NotNull(tom.Take<AckFrame>().MessageUid);
        Pass(1);
        var jerry = _world.Connect(1);
        jerry.Open("Jerry");
        Pass(1000);
        tom.Send(new DirectFrame { ConversationId = conversation, Body = "3" });
        Pass(1000);

        var told = jerry.TakeAll();
        var unread = Assert.Single(told.OfType<UnreadFrame>().Single().Conversations!);
        Assert.Equal((conversation, 2, "2"), (unread.ConversationId, unread.Unread, unread.Data));
        Assert.Equal(["3"], told.OfType<DirectFrame>().Select(static message => message.Body));
    }

    [Fact]
    public void What_was_replayed_at_a_login_is_not_pushed_when_it_arrives_late()
    {
        var (tom, conversation) = SayToAbsent("1");
        _world.Cluster!.SetLatency("1", "3", TimeSpan.FromMilliseconds(300));
        tom.Send(new DirectFrame { ConversationId = conversation, Body = "2" });
        Pass(1);
        var jerry = _world.Connect(1, Dialect.OfflineMessages);
        jerry.Open("Jerry");
        Pass(1000);
        tom.Send(new DirectFrame { ConversationId = conversation, Body = "3" });
        Pass(1000);

        Assert.Equal([("1", true), ("2", true), ("3", null)],
            jerry.TakeAll().OfType<DirectFrame>().Select(static message => (message.Body, message.IsOffline)));
    }

    [Fact]
    public void What_was_sent_while_a_login_was_under_way_is_pushed_and_not_told_as_unread()
    {
        var (tom, conversation) = SayToAbsent("1");
        var jerry = _world.Connect(1);
        jerry.Open("Jerry");
        Pass(12);
        tom.Send(new DirectFrame { ConversationId = conversation, Body = "2" });
        Pass(1000);

        var told = jerry.TakeAll();
        var unread = Assert.Single(told.OfType<UnreadFrame>().Single().Conversations!);
        Assert.Equal((1, "1"), (unread.Unread, unread.Data));
        Assert.Equal(["2"], told.OfType<DirectFrame>().Select(static message => message.Body));
    }

    [Fact]
    public void Who_is_overtaken_by_an_earlier_login_of_its_own_device_at_another_node_loses_the_connection()
    {
        _world.Move("Tom", "3");
        Pass(100);
        _world.Cluster!.SetLatency("1", "3", TimeSpan.FromMilliseconds(300));
        var (first, second) = (_world.Connect(0), _world.Connect(1));
        first.Open("Tom", tag: "Mobile", deviceId: "d1");
        Pass(1);
        second.Open("Tom", tag: "Mobile", deviceId: "d1");
        Pass(200);
        Assert.Equal(SessionOperations.Opened, second.TakeAll().OfType<SessionFrame>().Single().Operation);
        Pass(1000);

        Assert.Equal((null, ErrorCodes.ReadTimeout), (first.CloseCode, second.CloseCode));
        Assert.Equal(1, _world.SessionCount);
    }

    [Fact]
    public void What_was_sent_after_a_login_was_answered_is_pushed_also_where_it_was_stored_before_it_was_counted()
    {
        var (tom, conversation) = SayToAbsent("1");
        _world.Cluster!.SetLatency("1", "3", TimeSpan.FromMilliseconds(300));
        var jerry = _world.Connect(1);
        jerry.OnFrame = frame =>
        {
            if (frame is SessionFrame { Operation: SessionOperations.Opened })
                tom.Send(new DirectFrame { ConversationId = conversation, Body = "2" });
        };
        jerry.Open("Jerry");
        Pass(2000);

        var told = jerry.TakeAll();
        Assert.Equal((1, "1"), told.OfType<UnreadFrame>().SelectMany(static frame => frame.Conversations!).Select(static it => (it.Unread, it.Data)).Single());
        Assert.Equal(["2"], told.OfType<DirectFrame>().Select(static message => message.Body));
    }

    /// <summary>Tom says something to Jerry, who is not there, in a conversation of his node; Jerry's home is the third.</summary>
    (TestDevice Tom, string Conversation) SayToAbsent(string body)
    {
        var tom = Login("Tom", 0);
        var conversation = StartAt(tom, node: 0, "Jerry");
        _world.Move("Jerry", "3");
        Pass(1000);
        tom.Send(new DirectFrame { ConversationId = conversation, Body = body });
        Pass(1000);
        tom.TakeAll();
        return (tom, conversation);
    }
}
