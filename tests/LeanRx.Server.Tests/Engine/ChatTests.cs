using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>The first ten minutes of anybody: log in, create, send, receive, look back.</summary>
public class ChatTests
{
    [Fact] // S13, S15
    public void Tom_wakes_Jerry()
    {
        var world = new World();
        var tom = world.Login("Tom");
        var jerry = world.Login("Jerry");
        var conversation = tom.Start(["Jerry"], jerry);

        var ack = tom.Say(conversation, "耗子，起床！");

        var message = jerry.Take<DirectFrame>();
        Assert.Equal((conversation, "Tom", "耗子，起床！", ack.MessageUid, ack.Timestamp, "Jerry"),
            (message.ConversationId, message.FromPeerId, message.Body, message.MessageId, message.Timestamp, message.PeerId));
        Assert.Equal(world.Now, ack.Timestamp);
        Assert.Null(message.SerialId);
        Assert.Null(message.IsOffline);
        tom.AssertQuiet();
        jerry.AssertQuiet();
    }

    [Fact] // S19, S20
    public void A_group_hears_what_one_of_it_says_and_answers()
    {
        var world = new World();
        var (tom, bob, harry) = (world.Login("Tom"), world.Login("Bob"), world.Login("Harry"));
        var conversation = tom.Start(["Jerry", "Bob", "Harry", "William"], bob, harry);

        tom.Say(conversation, "Hey，你们在哪儿？");
        var question = bob.Take<DirectFrame>();
        bob.Say(question.ConversationId!, "at home");

        Assert.Equal("at home", tom.Take<DirectFrame>().Body);
        Assert.Equal(["Hey，你们在哪儿？", "at home"], harry.TakeAll().Cast<DirectFrame>().Select(it => it.Body!));
    }

    [Fact]
    public void History_right_after_a_send_holds_the_message()
    {
        var world = new World();
        var tom = world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);

        var ack = tom.Say(conversation, "one");

        var item = Assert.Single(tom.History(conversation));
        Assert.Equal((ack.MessageUid, "Tom", "one", world.Now), (item.MessageId, item.From, item.Data, item.Timestamp));
    }
}
