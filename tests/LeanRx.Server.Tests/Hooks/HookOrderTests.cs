using LeanRx.Protocol;
using LeanRx.Server.Hooks;
using LeanRx.Server.Storage;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Hooks take their time, and order stays: one conversation waits for its own hook, and never longer than the time limit.</summary>
public class HookOrderTests : HookTest
{
    readonly Dictionary<string, TaskCompletionSource<MessageDecision>> _answers = [];

    public HookOrderTests() : base(HookPoints.MessageSending) => Hook.Sending = (message, _) =>
        message.Body.StartsWith('?') ? new((_answers[message.Body] = new TaskCompletionSource<MessageDecision>()).Task) : new(MessageDecision.Accept);

    [Fact]
    public void A_quick_answer_does_not_overtake_a_slow_one_in_the_same_conversation()
    {
        Say(Tom, "?1");
        Say(Jerry, "2");
        Say(Tom, "3");
        Pass();
        Assert.Equal(["?1", "2", "3"], Hook.Asked.Cast<MessageSending>().Select(asked => asked.Body));
        Assert.Equal(("", ""), (Bodies(Jerry), Bodies(Tom)));

        _answers["?1"].SetResult(MessageDecision.Accept);

        Assert.Equal("?1 3", Bodies(Jerry));
        Assert.Equal("2", Bodies(Tom));
        Assert.Equal("?1 2 3", Tom.History(Conversation).Bodies());
    }

    [Fact]
    public void A_slow_hook_of_one_conversation_does_not_slow_another()
    {
        var other = Assert.IsType<ConversationFrame>(StartAnother()).ConversationId!;
        Say(Tom, "?1");
        Say(Tom, "2", other);
        Pass();

        Assert.Equal("2", Bodies(Jerry));
    }

    [Fact]
    public void Messages_behind_several_that_hang_wait_no_longer_than_one_time_limit()
    {
        for (var number = 1; number <= 5; number++)
            Say(Tom, $"?{number}");
        Say(Jerry, "6");
        World.Pass(Limit - TimeSpan.FromMilliseconds(2));
        Assert.Equal("", Bodies(Jerry));

        World.Pass(TimeSpan.FromMilliseconds(4));

        Assert.Equal("?1 ?2 ?3 ?4 ?5", Bodies(Jerry));
        Assert.Equal(5, Hook.Asked.Count - 1);
        Assert.Single(Log.Lines); // The log is bounded: one line of a kind a minute.
        Assert.Equal(0, World.Engine.PendingCommandCount);
    }

    [Fact]
    public void What_a_client_does_behind_its_message_comes_behind_it()
    {
        Say(Tom, "?1");
        var history = Tom.Send(new LogsFrame { ConversationId = Conversation });
        var leave = Tom.Send(new ConversationFrame { Operation = ConversationOperations.Remove, ConversationId = Conversation, Members = ["Tom"] });
        Pass();
        Tom.AssertQuiet();

        _answers["?1"].SetResult(MessageDecision.Accept);

        var told = Tom.TakeAll();
        Assert.Null(Assert.IsType<AckFrame>(told[0]).Code);
        Assert.Equal("?1", Assert.IsType<LogsFrame>(told.Single(frame => frame.SerialId == history)).Items!.Bodies());
        Assert.IsType<ConversationFrame>(told.Single(frame => frame.SerialId == leave));
    }

    [Fact]
    public void A_logout_waits_for_the_answer_about_the_message_before_it()
    {
        Say(Tom, "?1");
        Pass();
        var closing = Tom.SendAsync(new SessionFrame { Operation = SessionOperations.Close });
        Tom.AssertQuiet();

        _answers["?1"].SetResult(MessageDecision.Accept);

        Assert.Equal(["AckFrame", "SessionFrame"], Tom.TakeAll().Select(frame => frame.GetType().Name));
        Assert.True(closing.IsCompletedSuccessfully);
    }

    [Fact]
    public void A_hook_may_read_and_send_in_the_conversation_that_it_is_asked_about()
    {
        Hook.Sending = async (_, token) =>
        {
            var history = await Operator.Messages.ReadHistoryAsync(new HistoryQuery { ApplicationId = "demo", ConversationId = Conversation }, token);
            await Operator.Messages.SendAsync(Conversation, new SystemMessage("bot", $"{history.Count} before"), token);
            return MessageDecision.Accept;
        };
        Say(Tom, "1");
        Say(Tom, "2");
        Pass();

        // What the hook does itself it was not asked about.
        Assert.Equal(2, Hook.Asked.Count);
        Assert.Equal("0 before 1 2 before 2", Bodies(Jerry));
        Assert.Empty(Log.Lines);
    }

    [Fact]
    public void Messages_of_an_operator_go_out_in_the_order_in_which_they_were_sent()
    {
        var slow = Operator.Messages.SendAsync(Conversation, new SystemMessage("Tom", "?1")).AsTask();
        var quick = Operator.Messages.SendAsync(Conversation, new SystemMessage("Tom", "2")).AsTask();
        Pass();
        Assert.False(quick.IsCompleted);

        _answers["?1"].SetResult(MessageDecision.Accept);

        Assert.True(slow.IsCompletedSuccessfully && quick.IsCompletedSuccessfully);
        Assert.Equal("?1 2", Bodies(Jerry));
    }

    [Fact]
    public void A_hook_that_calls_back_over_another_door_before_it_answers_is_not_stuck()
    {
        Say(Tom, "?1");
        Pass();

        // Another process, which a hook over HTTP is, is not known as the hook.
        Assert.Empty(Done(Operator.Messages.ReadHistoryAsync(new HistoryQuery { ApplicationId = "demo", ConversationId = Conversation })));
        Done(Operator.Messages.SendAsync(Conversation, new SystemMessage("bot", "working on it")));
        _answers["?1"].SetResult(MessageDecision.Accept);

        Assert.Equal("working on it ?1", Bodies(Jerry));
    }

    Frame StartAnother()
    {
        var number = Tom.Send(new ConversationFrame { Operation = ConversationOperations.Start, Members = ["Jerry"] });
        Jerry.TakeAll();
        return Tom.TakeAll().Single(frame => frame.SerialId == number);
    }
}
