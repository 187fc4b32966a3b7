using LeanRx.Protocol;
using LeanRx.Server.Hosting;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Law 14: acked means durable; and a slow disk does not stop the next send.</summary>
public class PipeliningTests
{
    readonly SlowStore _store = new();
    readonly World _world;
    readonly TestDevice _tom;
    readonly TestDevice _jerry;
    readonly string _conversation;

    public PipeliningTests()
    {
        _world = new World(new ServerOptions { Limits = ServerLimits.Default with { MaxPendingCommands = 4 } }, _store);
        (_tom, _jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        _conversation = _tom.Start(["Jerry"], _jerry);
        _store.IsSlow = true;
    }

    DirectFrame Direct(string body) => new() { ConversationId = _conversation, Body = body };

    [Fact]
    public void Acks_and_deliveries_leave_after_the_commit_in_the_order_of_the_sends()
    {
        var first = _tom.Send(Direct("one"));
        _tom.Send(Direct("two"));
        _tom.Send(Direct("three"));
        Assert.Equal(3, _store.PendingAppends);
        _tom.AssertQuiet();
        _jerry.AssertQuiet();

        _store.Commit(1);
        Assert.Equal("one", _jerry.Take<DirectFrame>().Body);
        _tom.Take<AckFrame>();
        _tom.AssertQuiet();
        _store.Commit();

        Assert.Equal(["two", "three"], _jerry.TakeAll().Cast<DirectFrame>().Select(it => it.Body!));
        Assert.Equal([first + 1, first + 2], _tom.TakeAll().Select(it => it.SerialId!.Value));
        Assert.Equal(0, _world.Engine.PendingCommandCount);
    }

    [Fact]
    public void Sends_of_two_clients_are_delivered_in_the_order_in_which_they_were_taken()
    {
        var desk = _world.Login("Tom");
        _tom.Send(Direct("Tom 1"));
        _jerry.Send(Direct("Jerry 1"));
        _tom.Send(Direct("Tom 2"));

        _store.Commit();

        Assert.Equal(["Tom 1", "Jerry 1", "Tom 2"], desk.TakeAll().Cast<DirectFrame>().Select(it => it.Body!));
    }

    [Fact]
    public void History_behind_a_send_waits_for_it()
    {
        _tom.Send(Direct("one"));
        var question = _tom.Send(new LogsFrame { ConversationId = _conversation });
        _tom.AssertQuiet();

        _store.Commit();

        _tom.Take<AckFrame>();
        var history = _tom.Take<LogsFrame>();
        Assert.Equal((question, "one"), (history.SerialId!.Value, history.Items!.Single().Data));
    }

    [Fact]
    public void A_change_of_members_behind_a_send_waits_for_it_and_the_sends_behind_wait_for_the_change()
    {
        _tom.Send(Direct("with Jerry"));
        _tom.Send(new ConversationFrame { Operation = ConversationOperations.Remove, ConversationId = _conversation, Members = ["Jerry"] });
        _tom.Send(Direct("without Jerry"));

        _store.Commit();
        _store.Commit();

        Assert.Equal("with Jerry", _jerry.Take<DirectFrame>().Body);
        Assert.Equal(ConversationOperations.Left, _jerry.Take<ConversationFrame>().Operation);
        _jerry.AssertQuiet();
        Assert.Equal(["ack", "conv", "conv", "ack"], _tom.TakeAll().Select(it => it.Command));
    }

    [Theory]
    [InlineData(Dialect.OfflineMessages)]
    [InlineData(Dialect.UnreadCountsUntilRead)]
    public void A_message_committed_while_its_receiver_logs_in_is_told_once_and_behind_the_login(Dialect dialect)
    {
        _jerry.Drop();
        _tom.Send(Direct("one"));
        var jerry = _world.Connect(dialect);
        jerry.Open("Jerry");
        Assert.Equal(SessionOperations.Opened, jerry.Take<SessionFrame>().Operation);
        jerry.AssertQuiet();

        _store.Commit();

        // Who asks for unread counts is logged in already: the message is heard, not only counted.
        var told = Assert.IsType<DirectFrame>(Assert.Single(jerry.TakeAll()));
        Assert.Equal(dialect == Dialect.OfflineMessages, told.IsOffline == true);
    }

    [Fact] // Law 12
    public async Task When_too_many_commands_are_in_work_the_next_frame_waits()
    {
        for (var number = 0; number < 3; number++)
            _tom.Send(Direct($"{number}"));

        var full = _tom.SendAsync(Direct("3")).AsTask();
        Assert.False(full.IsCompleted);
        _store.Commit(1);

        await full;
    }

    [Fact]
    public async Task An_engine_that_ends_first_answers_what_was_begun()
    {
        var begun = _tom.Send(Direct("one"));
        var ending = _world.DisposeAsync().AsTask();
        Assert.Null(_tom.CloseCode);
        _tom.Send(Direct("too late"));

        _store.Commit();
        await ending;

        Assert.Equal(begun, _tom.Take<AckFrame>().SerialId);
        _tom.AssertQuiet();
        Assert.Equal(1001, _tom.CloseCode);
    }

    [Fact]
    public void Two_clients_that_create_the_same_unique_conversation_at_once_get_the_same_one()
    {
        var start = new ConversationFrame { Operation = ConversationOperations.Start, IsUnique = true };
        TestDevice other = _world.Login("Jerry");
        // The second start comes in while the first tells of its conversation.
        _jerry.OnFrame = _ =>
        {
            _jerry.OnFrame = null;
            other.Send(start with { Members = ["Tom"] });
        };

        var first = _tom.Do(start with { Members = ["Jerry"] });

        var second = Assert.Single(other.Received.OfType<ConversationFrame>(), it => it.Operation == ConversationOperations.Started);
        Assert.Equal((first.ConversationId, true), (second.ConversationId, second.IsExisting));
    }

    [Fact]
    public void An_answer_sent_from_inside_a_delivery_comes_behind_it()
    {
        _store.IsSlow = false;
        var desk = _world.Login("Tom");
        var answered = false;
        _jerry.OnFrame = frame =>
        {
            if (frame is DirectFrame && !answered)
            {
                answered = true;
                _jerry.Send(Direct("pong"));
                _jerry.Send(new ConversationFrame
                {
                    Operation = ConversationOperations.Update,
                    ConversationId = _conversation,
                    Attributes = Moves.Json("""{"name":"x"}""")
                });
            }
        };

        _tom.Send(Direct("ping"));

        Assert.Equal(["ping", "pong"], desk.Received.OfType<DirectFrame>().Select(it => it.Body!));
        Assert.Equal(["direct", "direct", "conv"], desk.TakeAll().Select(it => it.Command));
        Assert.Equal(["ack", "direct", "conv"], _tom.TakeAll().Select(it => it.Command));
    }
}
