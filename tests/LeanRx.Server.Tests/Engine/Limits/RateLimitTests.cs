using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Rates per client and minute (S170).</summary>
public class RateLimitTests
{
    static World Limited(RateLimitAction action = RateLimitAction.Refuse) =>
        new(new ServerOptions
        {
            Limits = ServerLimits.Default with
            {
                SendsPerMinute = 3,
                HistoryQueriesPerMinute = 2,
                OtherOperationsPerMinute = 4,
                OnRateExceeded = action
            }
        });

    [Fact]
    [Trait("Row", "S170")]
    public void Sends_over_the_rate_are_refused_until_the_minute_is_over()
    {
        var world = Limited();
        var (tom, jerry) = (world.Login("Tom"), world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);
        world.Pass(TimeSpan.FromSeconds(10));

        var codes = Enumerable.Range(0, 5).Select(_ => tom.Say(conversation, "hi").Code).ToList();

        Assert.Equal([null, null, null, 4116, 4116], codes);
        Assert.Null(jerry.Say(conversation, "another client").Code);
        world.Pass(TimeSpan.FromSeconds(60) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(4116, tom.Say(conversation, "hi").Code);
        world.Pass(TimeSpan.FromMilliseconds(1));
        Assert.Null(tom.Say(conversation, "hi").Code);
    }

    [Fact]
    [Trait("Row", "S170")]
    public void History_and_each_other_operation_are_counted_apart()
    {
        var world = Limited();
        var tom = world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        var count = new ConversationFrame { Operation = ConversationOperations.Count, ConversationId = conversation };

        tom.History(conversation);
        tom.History(conversation);
        Assert.Equal(4318, tom.Fail(new LogsFrame { ConversationId = conversation }).Code);
        for (var number = 0; number < 4; number++)
            tom.Do(count);
        Assert.Equal((4318, "CONVERSATION_API_QUOTA_EXCEEDED"), (tom.Fail(count).Code, tom.Fail(count).Reason));
        Assert.Equal(ConversationOperations.Results, tom.Do(new ConversationFrame { Operation = ConversationOperations.Query }).Operation);
    }

    [Fact] // S170: the original does not answer at all.
    [Trait("Row", "S170")]
    public void Where_so_configured_there_is_no_answer_at_all()
    {
        var world = Limited(RateLimitAction.Ignore);
        var tom = world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        for (var number = 0; number < 3; number++)
            tom.Say(conversation, "hi");

        tom.Send(new DirectFrame { ConversationId = conversation, Body = "hi" });

        tom.AssertQuiet();
        Assert.Equal(0, world.Engine.PendingCommandCount);
    }

    [Fact] // Protocol §11.2 row 11
    public void Acks_reads_and_heartbeats_are_never_counted()
    {
        var world = Limited();
        var (tom, jerry) = (world.Login("Tom"), world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);
        tom.Say(conversation, "hi");
        var message = jerry.Take<DirectFrame>();

        for (var number = 0; number < 100; number++)
        {
            jerry.Acknowledge(message);
            jerry.Ask<ReadFrame>(new ReadFrame { ConversationId = conversation });
            jerry.SendRaw(HeartbeatFrame.Instance);
            jerry.Take<HeartbeatFrame>();
        }
    }

    [Trait("Nodes", "one")]
    [Fact]
    public void Coming_back_does_not_reset_the_count()
    {
        var world = Limited();
        var tom = world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        for (var number = 0; number < 3; number++)
            tom.Say(conversation, "hi");
        tom.Drop();

        Assert.Equal(4116, world.Login("Tom").Say(conversation, "hi").Code);
        world.Login("Tom");
        world.Login("Tom");
        var fifth = world.Connect();
        fifth.Open("Tom");
        Assert.Equal(4318, fifth.Take<ErrorFrame>().Code);
    }

    [Fact]
    public void Without_limits_nobody_is_counted()
    {
        var tom = new World().Login("Tom");
        var conversation = tom.Start(["Jerry"]);

        for (var number = 0; number < 500; number++)
            Assert.Null(tom.Say(conversation, "hi").Code);
    }
}
