namespace LeanRx.Tests.Connection;

public class OutboxTests
{
    [Fact]
    [Trait("Row", "D4")]
    public void Commands_before_open_wait_for_it_and_leave_in_order()
    {
        var world = new SessionWorld();

        _ = world.Execute("first");
        _ = world.Execute("second");
        _ = world.Session.OpenAsync();

        Assert.Equal(["session/open", "direct", "direct"], world.Transport.Last.SentNames);
        Assert.Equal(["first", "second"], SentBy(world));
    }

    [Fact]
    public void A_command_on_a_client_that_is_never_opened_says_so()
    {
        var world = new SessionWorld();

        var command = world.Execute();
        world.AdvanceTo(119.9999999);
        Assert.False(command.IsCompleted);
        world.AdvanceTo(120);

        Assert.Equal("direct found no connection within 120 s. The client was not opened: call OpenAsync.",
            Assert.IsType<ConnectionLostException>(world.ErrorOf(command)).Message);
        Assert.Equal(0, world.Session.Diagnostics.Timers);
    }

    [Fact]
    public void A_command_waits_for_the_connection_no_longer_than_the_offline_timeout()
    {
        var world = SessionWorld.Opened();
        world.Transport.IsDown = true;
        world.AdvanceTo(10);
        world.Transport.Last.Close();
        var command = world.Execute();

        world.AdvanceTo(20);
        var later = world.Execute();
        world.AdvanceTo(129.9999999);
        Assert.False(command.IsCompleted);
        world.AdvanceTo(130);
        Assert.Equal("direct found no connection within 120 s. The client is still trying to reach the server.", world.ErrorOf(command).Message);
        Assert.False(later.IsCompleted);
        world.AdvanceTo(140);
        Assert.IsType<ConnectionLostException>(world.ErrorOf(later));
    }

    [Fact]
    public void The_command_timeout_begins_with_the_writing_and_not_with_the_waiting()
    {
        var world = new SessionWorld();
        var command = world.Execute();
        world.AdvanceTo(100);
        _ = world.Session.OpenAsync();

        world.AdvanceTo(119.9999999);
        Assert.False(command.IsCompleted);
        world.AdvanceTo(120);
        Assert.IsType<CommandTimeoutException>(world.ErrorOf(command));
    }

    [Fact]
    public void What_can_be_repeated_is_sent_again_unchanged_and_before_what_came_later()
    {
        var world = SessionWorld.Opened();
        var old = world.Transport.Last;
        var lost = world.Execute("not repeatable", repeatable: false);
        var sent = world.Execute("one");
        _ = world.Execute("two");

        old.Close(1006, "cable pulled");
        _ = world.Execute("three");
        world.Advance(5);

        var failure = Assert.IsType<ConnectionLostException>(world.ErrorOf(lost));
        Assert.Equal("The connection was lost before the server answered direct; whether it took effect is not known. ws://chat.example/ closed the " +
            "connection with 1006: cable pulled", failure.Message);
        Assert.Equal(["one", "two", "three"], SentBy(world));
        Assert.Equal(old.Sent[2].Payload, world.Transport.Last.Sent[1].Payload);
        world.Transport.Last.Sent[1].Reply(new AckFrame { MessageUid = "one" });
        world.AssertSucceeded(sent);
    }

    [Fact]
    public void A_command_survives_any_number_of_drops()
    {
        var world = SessionWorld.Opened();
        var command = world.Execute("one");
        for (var drop = 0; drop < 10; drop++)
        {
            world.Transport.Last.Close();
            world.Advance(3);
        }
        world.Transport.Last.Received("direct").Reply(new AckFrame());

        world.AssertSucceeded(command);
        Assert.All(world.Transport.Connections, connection => Assert.Equal(2, connection.Sent.Count));
    }

    [Fact]
    public void A_command_that_breaks_every_connection_ends_with_the_offline_timeout_all_the_same()
    {
        var world = SessionWorld.Opened();
        var command = world.Execute();
        world.AdvanceTo(10);
        world.Transport.Last.Close();
        for (var drop = 0; drop < 29; drop++)
        {
            world.Advance(4);
            world.Transport.Last.Close();
        }
        world.AdvanceTo(131);
        Assert.False(command.IsCompleted);
        world.Transport.Last.Close();

        Assert.Equal("direct was sent, but no connection lasted until its answer within 120 s; whether it took effect is not known.",
            Assert.IsType<ConnectionLostException>(world.ErrorOf(command)).Message);
    }

    [Theory]
    [InlineData(4109)]
    [InlineData(1009)]
    public void A_frame_too_large_for_the_server_fails_and_the_others_are_sent_again(int code)
    {
        var world = SessionWorld.Opened();
        var small = world.Execute("small");
        var large = world.Execute(new string('x', 100_000));
        var other = world.Execute("other");

        world.Transport.Last.Close(code);
        world.Advance(3);

        var error = Assert.IsType<ServerRejectedException>(world.ErrorOf(large));
        Assert.Equal(4109, error.Code);
        Assert.StartsWith("The server refused: 4109 FRAME_TOO_LONG (direct of 200", error.Message);
        Assert.Equal(["small", "other"], SentBy(world));
        Assert.False(small.IsCompleted || other.IsCompleted);
    }

    [Fact]
    public void Commands_under_way_survive_a_first_login_that_fails_and_wait_on()
    {
        var world = new SessionWorld();
        world.Transport.IsDown = true;
        var command = world.Execute("one");
        var open = world.Session.OpenAsync();
        world.AdvanceTo(31);
        Assert.IsType<ConnectionLostException>(world.ErrorOf(open));

        world.Transport.IsDown = false;
        _ = world.Session.OpenAsync();

        Assert.Equal(["one"], SentBy(world));
        Assert.False(command.IsCompleted);
    }

    [Fact]
    public void A_finished_command_leaves_nothing_behind()
    {
        var world = SessionWorld.Opened();
        using var source = new CancellationTokenSource();
        var before = world.Session.Diagnostics;

        var answered = world.Execute(cancellationToken: source.Token);
        Assert.Equal(before with { InFlightCommands = 1, Registrations = 1 }, world.Session.Diagnostics);
        world.Transport.Last.Received("direct").Reply(new AckFrame());
        world.AssertSucceeded(answered);
        Assert.Equal(before, world.Session.Diagnostics);

        _ = world.Execute(cancellationToken: source.Token);
        source.Cancel();
        world.Settle();
        Assert.Equal(before, world.Session.Diagnostics);

        _ = world.Execute();
        world.Advance(20);
        world.Settle();
        Assert.Equal(before, world.Session.Diagnostics);
    }

    [Fact]
    [Trait("Row", "D8")]
    public void A_thousand_sends_without_an_answer_all_end_and_leave_nothing_behind()
    {
        var world = SessionWorld.Opened();
        var before = world.Session.Diagnostics;

        var commands = Enumerable.Range(0, 1000).Select(_ => world.Execute()).ToArray();
        Assert.Equal(before with { InFlightCommands = 1000 }, world.Session.Diagnostics);
        world.Advance(20);

        Assert.All(commands, command => Assert.IsType<CommandTimeoutException>(world.ErrorOf(command)));
        Assert.Equal(before, world.Session.Diagnostics);
    }

    [Fact]
    public void What_waited_goes_out_by_16_KiB_and_by_more_as_long_as_answers_come_soon()
    {
        var world = new SessionWorld();
        var commands = Enumerable.Range(0, 100).Select(number => ExecuteLarge(world, number)).ToArray();
        _ = world.Session.OpenAsync();
        world.Settle();
        Assert.Equal(16, Sends(world).Count);

        // Each answer in time makes room for itself and for one more.
        for (var answered = 1; answered <= 10; answered++)
        {
            Sends(world)[answered - 1].Reply(new AckFrame());
            Assert.Equal(16 + answered * 2, Sends(world).Count);
        }
        world.Advance(2);
        for (var answered = 11; answered <= 36; answered++)
        {
            Sends(world)[answered - 1].Reply(new AckFrame());
            Assert.Equal(26 + answered, Sends(world).Count);
        }

        world.Transport.Last.Close();
        world.Advance(3.1);
        Assert.Equal(2, world.Transport.Connections.Count);
        Assert.Equal(16, Sends(world).Count);
        world.Transport.Answer = _ => new AckFrame();
        foreach (var sent in Sends(world).ToArray())
            sent.Reply(new AckFrame());
        world.Settle();
        Assert.All(commands, command => Assert.True(command.IsCompletedSuccessfully, $"The command is {command.Status}."));
        Assert.Equal(Enumerable.Range(36, 64).Select(number => $"{number}"), Sends(world).Select(sent => ((DirectFrame)sent.Frame).DeduplicationToken));
    }

    [Fact]
    public void What_was_not_sent_behind_others_ends_when_its_time_to_wait_is_over()
    {
        var world = new SessionWorld(options => options with { OfflineTimeout = TimeSpan.FromSeconds(10) });
        var commands = Enumerable.Range(0, 20).Select(number => ExecuteLarge(world, number)).ToArray();
        _ = world.Session.OpenAsync();
        world.Settle();
        world.Advance(10);
        world.Settle();

        Assert.All(commands[..16], command => Assert.False(command.IsCompleted));
        Assert.All(commands[16..], command =>
            Assert.Equal("direct was not sent within 10 s: the line is too slow for what was to be sent before it.",
            Assert.IsType<CommandTimeoutException>(world.ErrorOf(command)).Message));
    }

    /// <summary>A command of about a KiB.</summary>
    static Task<Frame> ExecuteLarge(SessionWorld world, int number) =>
        world.Session.ExecuteAsync(new DirectFrame { ConversationId = "room", Body = new string('x', 960), DeduplicationToken = $"{number}" },
            repeatable: true, CancellationToken.None);

    static List<SentFrame> Sends(SessionWorld world) => [.. world.Transport.Last.Sent.Where(sent => sent.Frame is DirectFrame)];

    static IEnumerable<string?> SentBy(SessionWorld world) => world.Transport.Last.Sent.Skip(1).Select(sent => ((DirectFrame)sent.Frame).ConversationId);
}
