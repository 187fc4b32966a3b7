namespace LeanRx.Tests.Connection;

public class LoginTests
{
    [Fact]
    [Trait("Row", "S103")]
    [Trait("Row", "D10")]
    public void A_login_carries_a_fresh_signature()
    {
        var signer = new FakeSigner();
        var world = new SessionWorld(options => options with { SignatureProvider = signer, ApplicationId = "app" });

        _ = world.Session.OpenAsync();

        var request = Assert.Single(signer.Requests);
        Assert.Equal(("app", "tom", SignatureAction.Open, null, 0),
            (request.ApplicationId, request.ClientId, request.Action, request.ConversationId, request.MemberIds.Count));
        Assert.Equal(FakeSigner.OnTheWire(1), LoginOf(world).Signature);
    }

    [Fact]
    public void A_signature_that_comes_late_is_waited_for()
    {
        var signer = new FakeSigner { Pending = new TaskCompletionSource<Signature>() };
        var world = new SessionWorld(options => options with { SignatureProvider = signer });

        var open = world.Session.OpenAsync();
        Assert.Empty(world.Transport.Last.Sent);
        world.Advance(5);
        signer.Pending.SetResult(FakeSigner.Signature(7));

        world.AssertSucceeded(open);
        Assert.Equal(FakeSigner.OnTheWire(7), LoginOf(world).Signature);
    }

    [Fact]
    public void A_provider_that_never_signs_costs_the_attempt_and_is_told_so()
    {
        var signer = new FakeSigner { Pending = new TaskCompletionSource<Signature>() };
        var world = new SessionWorld(options => options with { SignatureProvider = signer });

        _ = world.Session.OpenAsync();
        world.AdvanceTo(11);

        Assert.Equal("ws://chat.example/ did not answer within 10 s while signing the login.", CauseOf(world).Message);
        Assert.True(signer.Tokens[0].IsCancellationRequested);
        Assert.True(world.Transport.Last.IsDisposed);
        signer.Pending.SetResult(FakeSigner.Signature(1));
        Assert.Empty(world.Transport.Connections[0].Sent);
    }

    [Fact]
    public void A_provider_that_fails_costs_the_attempt_and_is_asked_again()
    {
        var signer = new FakeSigner { Failure = new InvalidOperationException("no master key") };
        var world = new SessionWorld(options => options with { SignatureProvider = signer });

        var open = world.Session.OpenAsync();
        world.Settle();
        Assert.Equal("The login at ws://chat.example/ was not signed: no master key", CauseOf(world).Message);
        Assert.Same(signer.Failure, CauseOf(world).InnerException);
        signer.Failure = null;
        world.Advance(3);

        world.AssertSucceeded(open);
        Assert.Equal(2, signer.Requests.Count);
    }

    [Fact]
    public void A_signature_with_a_part_missing_costs_the_attempt_at_once_and_is_told_so()
    {
        var signer = new FakeSigner { Pending = new() };
        signer.Pending.SetResult(new Signature(1_700_000_000_000, "nonce", null!));
        var world = new SessionWorld(options => options with { SignatureProvider = signer });

        var open = world.Session.OpenAsync();
        world.Settle();
        Assert.Equal("The login at ws://chat.example/ was not signed: The signature provider gave no signature, or one without nonce or value.",
            CauseOf(world).Message);
        Assert.Empty(world.Faults);
        signer.Pending = null;
        world.Advance(3);

        world.AssertSucceeded(open);
    }

    [Fact]
    public void A_token_takes_the_place_of_the_signature_until_it_expires()
    {
        var signer = new FakeSigner();
        var world = SessionWorld.Opened(options => options with { SignatureProvider = signer });

        world.Transport.Last.Close();
        world.Advance(3);
        Assert.Single(signer.Requests);
        Assert.Equal(("token-1", null), (LoginOf(world).Token, LoginOf(world).Signature));

        world.Advance(3601);
        world.Transport.Last.Close();
        world.Advance(3);
        Assert.Equal(2, signer.Requests.Count);
        Assert.Equal((true, null, FakeSigner.OnTheWire(2)), (LoginOf(world).IsReconnect, LoginOf(world).Token, LoginOf(world).Signature));
    }

    [Fact]
    public void A_token_that_the_server_does_not_know_is_replaced_by_a_signature_on_the_same_socket()
    {
        var signer = new FakeSigner();
        var world = SessionWorld.Opened(options => options with { SignatureProvider = signer });
        world.Transport.AnswersLogins = false;
        world.Transport.Last.Close();
        world.Advance(3);

        world.Transport.Last.Received("session/open").Reply(new ErrorFrame { Code = 4112, Reason = "SESSION_TOKEN_EXPIRED" });
        Assert.Equal(["session/open", "session/open"], world.Transport.Last.SentNames);
        Assert.Equal((true, null, FakeSigner.OnTheWire(2)), (LoginOf(world).IsReconnect, LoginOf(world).Token, LoginOf(world).Signature));
        world.Transport.Last.Received("session/open").Reply(new SessionFrame { Operation = "opened", Token = "fresh" });

        Assert.Equal(new ConnectionState.Connected { IsReconnect = true }, world.Session.State);
        Assert.Equal(2, world.Transport.Connections.Count);
    }

    [Fact]
    public void A_second_4112_costs_the_attempt()
    {
        var world = SessionWorld.Opened();
        world.Transport.AnswersLogins = false;
        world.Transport.Last.Close();
        world.Advance(3);

        world.Transport.Last.Received("session/open").Reply(new ErrorFrame { Code = 4112 });
        world.Transport.Last.Received("session/open").Reply(new ErrorFrame { Code = 4112 });

        Assert.True(world.Transport.Last.IsDisposed);
        Assert.Equal(2, Assert.IsType<ConnectionState.Reconnecting>(world.Session.State).Attempt);
    }

    [Theory]
    [InlineData(4100)]
    [InlineData(4102)]
    [InlineData(4103)]
    [InlineData(4106)]
    [InlineData(4110)]
    [InlineData(4111)]
    [InlineData(4115)]
    public void A_refusal_that_trying_again_cannot_mend_ends_everything(int code)
    {
        foreach (var refusal in Refusals(code))
        {
            var world = new SessionWorld();
            world.Transport.AnswersLogins = false;
            var command = world.Execute();
            var open = world.Session.OpenAsync();

            world.Transport.Last.Received("session/open").Reply(refusal);
            world.Advance(1000);

            var cause = Assert.IsType<ServerRejectedException>(Assert.IsType<ConnectionState.Disconnected>(world.Session.State).Cause);
            Assert.Equal(code, cause.Code);
            var error = Assert.IsType<ServerRejectedException>(world.ErrorOf(open));
            Assert.Equal(code, error.Code);
            Assert.StartsWith("Could not connect to ws://chat.example/: The server refused: " + code, error.Message);
            Assert.Same(cause, error.InnerException);
            Assert.Same(cause, Assert.IsType<ConnectionLostException>(world.ErrorOf(command)).InnerException);
            Assert.Single(world.Transport.Connections);
            Assert.Contains("call OpenAsync", world.ErrorOf(world.Execute()).Message);

            world.Transport.AnswersLogins = true;
            world.AssertSucceeded(world.Session.OpenAsync());
        }
    }

    [Theory]
    [InlineData(4107)]
    [InlineData(4113)]
    [InlineData(4200)]
    public void A_refusal_of_the_moment_is_tried_again(int code)
    {
        var world = new SessionWorld();
        world.Transport.AnswersLogins = false;

        var open = world.Session.OpenAsync();
        world.Transport.Last.Received("session/open").Reply(new ErrorFrame { Code = code });
        Assert.Equal(code, Assert.IsType<ServerRejectedException>(Assert.IsType<ConnectionState.Reconnecting>(world.Session.State).Cause).Code);
        world.Transport.AnswersLogins = true;
        world.Advance(3);

        world.AssertSucceeded(open);
    }

    [Fact]
    public void The_next_login_tells_how_far_the_client_has_seen_the_servers_notices()
    {
        var world = SessionWorld.Opened();
        world.Transport.Last.Receive(new UnreadFrame { NotificationTime = 500 });
        world.Transport.Last.Receive(new UnreadFrame { NotificationTime = 400 });
        world.Transport.Last.Receive(new PatchFrame
        {
            Operation = "modify",
            Patches = [new PatchItem { PatchTimestamp = 70 }, new PatchItem { PatchTimestamp = 60 }]
        });

        world.Transport.Last.Close();
        world.Advance(3);

        Assert.Equal((500, 70), (LoginOf(world).LastUnreadNotificationTime, LoginOf(world).LastPatchTime));
    }

    static IEnumerable<Frame> Refusals(int code) =>
    [
        new ErrorFrame { Code = code },
        new SessionFrame { Operation = "closed", Code = code },
        new SessionFrame { Operation = "error", Code = code },
    ];

    static SessionFrame LoginOf(SessionWorld world) => (SessionFrame)world.Transport.Last.Received("session/open").Frame;

    static LeanRxException CauseOf(SessionWorld world) => world.States.OfType<ConnectionState.Reconnecting>().First().Cause;
}
