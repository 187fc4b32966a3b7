using System.Text.Json;
using LeanRx.Conversations.Internal;
using LeanRx.Delivery.Internal;

namespace LeanRx.Tests.Messages;

/// <summary>After a reconnect the client asks where something was said meanwhile, from the server's time of the login before on.</summary>
public class ActivityQueryTests
{
    const long FirstLogin = 1_700_000_000_000;
    const long SecondLogin = FirstLogin + 600_000;

    readonly ClientWorld _world = new(serverTime: FirstLogin);
    readonly List<Message> _heard;

    public ActivityQueryTests() => _heard = ClientWorld.Record(_world.Core.Messages);

    IEnumerable<string> Ids => _heard.Select(message => message.Id);

    ConversationFrame[] Questions => [.. _world.Commands<ConversationFrame>()];

    static LogItem Item(string id, long timestamp) => new() { MessageId = id, From = "jerry", Timestamp = timestamp, Data = id };

    static ConversationFrame Listing(params (string Id, string LastMessage, long At)[] found) => new()
    {
        Operation = ConversationOperations.Results,
        Results = JsonDocument
            .Parse($"[{string.Join(",", found.Select(it =>
                $"{{\"objectId\":\"{it.Id}\",\"msg_mid\":\"{it.LastMessage}\",\"msg_timestamp\":{it.At}}}"))}]").RootElement,
    };

    void Answer(params (string Id, string LastMessage, long At)[] found) => _world.Asked<ConversationFrame>().SetResult(Listing(found));

    [Fact]
    public void The_first_login_asks_nothing() => Assert.Empty(Questions);

    [Fact]
    public void A_reconnect_asks_for_what_has_messages_since_a_minute_before_the_login_before()
    {
        _world.Reconnect(SecondLogin);
        var question = Assert.Single(Questions);
        Assert.Equal("""{"m":"tom","lm":{"$gte":{"__type":"Date","iso":"2023-11-14T22:12:20.000Z"}}}""", question.Where!.Value.GetRawText());
        Assert.Equal(("query", "-lm", 1000, 0, 3), (question.Operation, question.Sort, question.Limit, question.Skip, question.Flag));
    }

    [Fact]
    public void A_calendar_that_was_set_back_says_nothing_about_when()
    {
        _world.Reconnect(FirstLogin - 1);
        Assert.Equal("""{"m":"tom"}""", Assert.Single(Questions).Where!.Value.GetRawText());
    }

    [Fact]
    public void A_conversation_never_heard_of_is_fetched_from_the_first_login_on()
    {
        _world.Reconnect(SecondLogin);
        Answer(("room", "m1", FirstLogin + 5));
        var asked = Assert.Single(_world.Commands<LogsFrame>());
        Assert.Equal((LogsDirections.Newer, FirstLogin, null, true), (asked.Direction, asked.Timestamp, asked.MessageId, asked.IsStartIncluded));
        _world.Asked<LogsFrame>().SetResult(new LogsFrame { Items = [Item("m1", FirstLogin + 5)] });
        _world.Settle();
        Assert.Equal(["m1"], Ids);
    }

    [Fact]
    public void What_came_already_is_not_fetched_again()
    {
        _world.Receive("m1", FirstLogin + 5);
        _world.Reconnect(SecondLogin);
        Answer(("room", "m1", FirstLogin + 5), ("old", "o1", FirstLogin - 1));
        Assert.Empty(_world.Commands<LogsFrame>());
    }

    [Fact]
    [Trait("Speed", "slow")]
    public void A_conversation_that_was_forgotten_for_others_is_not_told_again()
    {
        // So many conversations talk that the quietest give way, ids first, then all of them.
        const int conversations = (ConversationRegistry.MaxIds + 1) * 2;
        for (var number = 0; number < conversations; number++)
        {
            _world.Receive("m", FirstLogin + number, $"room{number}");
            if (number % 1000 == 0)
                _world.Settle();
        }
        _world.Settle();
        Assert.Equal(ConversationRegistry.MaxIds + 1, _world.Core.Conversations.Count);
        _world.Reconnect(SecondLogin);
        Answer(("room0", "n", SecondLogin - 1));
        _world.Asked<LogsFrame>().SetResult(new LogsFrame { Items = [Item("n", SecondLogin - 1)] });
        _world.Settle();
        var asked = Assert.Single(_world.Commands<LogsFrame>());
        // All that came of the conversations that were forgotten came before.
        Assert.Equal(FirstLogin + ConversationRegistry.MaxIds + 1, asked.Timestamp);
        Assert.Equal(conversations + 1, _heard.Count);
    }

    [Fact]
    public void A_live_message_waits_while_it_is_not_known_what_was_missed_and_not_longer()
    {
        _world.Reconnect(SecondLogin);
        _world.Receive("m2", SecondLogin + 1);
        _world.Settle();
        Assert.Empty(Ids);
        _world.Asked<LogsFrame>().SetResult(new LogsFrame { Items = [Item("m1", FirstLogin + 5), Item("m2", SecondLogin + 1)] });
        Answer(("room", "m2", SecondLogin + 1));
        _world.Receive("x1", SecondLogin + 2, "elsewhere");
        _world.Settle();
        Assert.Equal(["m1", "m2", "x1"], Ids);
        Assert.Single(_world.Commands<LogsFrame>());
    }

    [Fact]
    public void Many_conversations_are_asked_for_page_by_page()
    {
        _world.Reconnect(SecondLogin);
        Answer([.. Enumerable.Range(0, 100).Select(number => ($"old{number}", "m", FirstLogin - 1))]);
        Assert.Equal(100, Questions[^1].Skip);
        Answer();
        Assert.Equal(2, Questions.Length);
    }

    [Fact]
    public void Of_many_conversations_some_are_fetched_at_a_time()
    {
        _world.Reconnect(SecondLogin);
        Answer([.. Enumerable.Range(0, 50).Select(number => ($"room{number}", "m", FirstLogin + 1))]);
        Assert.Equal(FetchQueue.MaxFetches, _world.Commands<LogsFrame>().Count);
        for (var number = 0; number < 50; number++)
            _world.Session.Commands.First(asked => asked.Frame is LogsFrame && !asked.Task.IsCompleted).SetResult(new LogsFrame { Items = [] });
        Assert.Equal(50, _world.Commands<LogsFrame>().Count);
    }

    [Fact]
    public void A_question_that_the_drop_of_the_connection_ended_is_asked_again_from_the_same_instant_on()
    {
        _world.Reconnect(SecondLogin);
        _world.Asked<ConversationFrame>().SetException(new ConnectionLostException("lost"));
        _world.Reconnect(SecondLogin + 1000);
        Assert.Equal(2, Questions.Length);
        Assert.Equal(Questions[0].Where!.Value.GetRawText(), Questions[1].Where!.Value.GetRawText());
        Assert.Empty(_world.Faults);
    }

    [Fact]
    public void A_question_without_an_answer_is_repeated()
    {
        _world.Reconnect(SecondLogin);
        _world.Asked<ConversationFrame>().SetException(new CommandTimeoutException("no answer"));
        Assert.Equal(2, Questions.Length);
    }

    [Fact]
    public void A_server_that_refuses_the_question_is_a_gap_and_its_own_report_counts()
    {
        _world.Reconnect(SecondLogin);
        _world.Asked<ConversationFrame>().SetException(new ServerRejectedException(ErrorCodes.InternalError, null));
        Assert.Equal(FaultKind.Gap, Assert.Single(_world.Faults).Kind);
        _world.Core.OnPush(new UnreadFrame
        {
            Conversations = [new UnreadConversation { ConversationId = "room", Unread = 1, MessageId = "m1",
            Timestamp = FirstLogin + 5 }]
        });
        Assert.Equal(FirstLogin, Assert.Single(_world.Commands<LogsFrame>()).Timestamp);
    }
}
