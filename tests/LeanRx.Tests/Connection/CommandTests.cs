using LeanRx.Internal;

namespace LeanRx.Tests.Connection;

public class CommandTests
{
    [Fact]
    public void A_command_completes_with_the_answer_of_its_serial_id()
    {
        var world = SessionWorld.Opened();

        var first = world.Execute("first");
        var second = world.Execute("second");
        world.Transport.Last.Sent[2].Reply(new AckFrame { MessageUid = "two" });
        Assert.False(first.IsCompleted);
        world.Transport.Last.Sent[1].Reply(new AckFrame { MessageUid = "one" });

        Assert.Equal("one", Assert.IsType<AckFrame>(Result.Of(first)).MessageUid);
        Assert.Equal("two", Assert.IsType<AckFrame>(Result.Of(second)).MessageUid);
        Assert.Equal([1, 2, 3], world.Transport.Last.Sent.Select(sent => sent.Frame.SerialId));
        Assert.All(world.Transport.Last.Sent, sent => Assert.Equal("tom", sent.Frame.PeerId));
        Assert.Empty(world.Handler.Pushes);
    }

    [Fact]
    public void Commands_before_open_wait_for_it_and_leave_in_order()
    {
        var world = new SessionWorld();

        _ = world.Execute("first");
        _ = world.Execute("second");
        _ = world.Session.OpenAsync();

        Assert.Equal(["session/open", "direct", "direct"], world.Transport.Last.SentNames);
        Assert.Equal(["first", "second"], world.Transport.Last.Sent.Skip(1).Select(sent => ((DirectFrame)sent.Frame).ConversationId));
    }

    [Fact]
    public void What_can_be_repeated_is_sent_again_unchanged_and_before_what_came_later()
    {
        var world = SessionWorld.Opened();
        var old = world.Transport.Last;
        var lost = world.Execute("not repeatable", repeatable: false);
        var sent = world.Execute("one");
        _ = world.Execute("two");

        old.Close();
        _ = world.Execute("three");
        world.Advance(5);

        var failure = Assert.IsType<ConnectionLostException>(Result.ErrorOf(lost));
        Assert.Contains("direct", failure.Message);
        Assert.Equal(["one", "two", "three"], world.Transport.Last.Sent.Skip(1).Select(it => ((DirectFrame)it.Frame).ConversationId));
        Assert.Equal(old.Sent[2].Payload, world.Transport.Last.Sent[1].Payload);
        world.Transport.Last.Sent[1].Reply(new AckFrame { MessageUid = "one" });
        Assert.True(sent.IsCompletedSuccessfully);
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
        Assert.True(answered.IsCompletedSuccessfully);
        Assert.Equal(before, world.Session.Diagnostics);

        _ = world.Execute(cancellationToken: source.Token);
        source.Cancel();
        Assert.Equal(before, world.Session.Diagnostics);

        _ = world.Execute();
        world.Advance(20);
        Assert.Equal(before, world.Session.Diagnostics);
    }
}
