namespace LeanRx.Tests.Connection;

/// <summary>An answer that cannot be read ends what waits for it, at once.</summary>
public class UnreadableReplyTests
{
    [Theory]
    [InlineData("\"t\":\"soon\"")]
    [InlineData("\"uid\":{}")]
    [InlineData("\"reason\":\"\\ud83d\",\"t\":[]")]
    public void A_command_ends_with_what_could_not_be_read_and_the_others_go_on(string field)
    {
        var world = SessionWorld.Opened();
        var command = world.Execute("1");
        var other = world.Execute("2");
        Reply(world, world.Transport.Last.Sent[^2], "ack", field);

        var error = Assert.IsType<InvalidResponseException>(world.ErrorOf(command));
        Assert.StartsWith("The server's answer to direct could not be read; whether it took effect is not known. ", error.Message);
        Assert.IsType<FrameFormatException>(error.InnerException);
        Assert.Equal(FaultKind.Protocol, Assert.Single(world.Faults).Kind);
        Assert.False(other.IsCompleted);
        world.Transport.Last.Received("direct").Reply(new AckFrame());
        world.AssertSucceeded(other);
        Assert.Equal(0, world.Session.Diagnostics.InFlightCommands);
    }

    [Fact]
    public void An_answer_nested_too_deep_ends_its_command()
    {
        var world = SessionWorld.Opened();
        var command = world.Execute();
        Reply(world, world.Transport.Last.Received("direct"), "ack", "\"x\":" + new string('[', 100) + new string(']', 100));
        Assert.IsType<InvalidResponseException>(world.ErrorOf(command));
    }

    [Theory]
    [InlineData("{\"cmd\":\"ack\",\"i\":99,\"t\":\"soon\"}")]
    [InlineData("{\"cmd\":\"ack\",\"i\":0,\"t\":\"soon\"}")]
    [InlineData("{\"cmd\":\"ack\",\"i\":\"2\",\"t\":\"soon\"}")]
    [InlineData("{\"cmd\":\"ack\",\"i\":2,\"peerId\":\"jerry\",\"t\":\"soon\"}")]
    public void What_answers_no_command_of_this_client_ends_none(string text)
    {
        var world = SessionWorld.Opened();
        var command = world.Execute();
        Assert.Equal(2, world.Transport.Last.Received("direct").Frame.SerialId);
        world.Transport.Last.ReceiveText(text);
        world.Settle();
        Assert.Single(world.Faults);
        world.Transport.Last.Received("direct").Reply(new AckFrame());
        world.AssertSucceeded(command);
    }

    [Fact]
    public void A_login_is_tried_again_after_the_pause_of_the_policy()
    {
        var world = new SessionWorld();
        world.Transport.AnswersLogins = false;
        var opening = world.Session.OpenAsync();
        world.Settle();
        Reply(world, world.Transport.Last.Received("session/open"), "session", "\"op\":\"opened\",\"stTtl\":\"long\"");
        world.Settle();
        var retry = Assert.IsType<ConnectionState.Reconnecting>(world.Session.State);
        Assert.StartsWith("The answer of ws://chat.example/ could not be read while logging in. ",
            Assert.IsType<InvalidResponseException>(retry.Cause).Message);

        world.Transport.AnswersLogins = true;
        world.Advance(3.1);
        world.AssertSucceeded(opening);
        Assert.Equal([0, 3], world.Transport.DialledAt.Select(at => Math.Round(at, 3)));
    }

    [Fact]
    public void A_logout_is_over()
    {
        var world = SessionWorld.Opened();
        world.Transport.AnswersLogouts = false;
        var closing = world.Session.CloseAsync();
        Reply(world, world.Transport.Last.Received("session/close"), "session", "\"op\":\"closed\",\"code\":\"x\"");
        world.AssertSucceeded(closing);
    }

    static void Reply(SessionWorld world, SentFrame sent, string command, string field) =>
        world.Transport.Last.ReceiveText($"{{\"cmd\":\"{command}\",\"i\":{sent.Frame.SerialId},\"peerId\":\"tom\",{field}}}");
}
