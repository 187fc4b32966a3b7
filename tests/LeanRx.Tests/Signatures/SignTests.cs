namespace LeanRx.Tests.Signatures;

public class SignTests
{
    readonly FakeSigner _signer = new();

    SessionWorld World() => new(options => options with { SignatureProvider = _signer, ApplicationId = "app" });

    static Task<FrameSignature?> Sign(SessionWorld world, CancellationToken cancellationToken = default) =>
        world.Session.SignAsync(SignatureAction.Add, "room", ["jerry"], cancellationToken);

    [Fact]
    public void Without_a_provider_nothing_is_signed() => Assert.Null(Result.Of(Sign(new SessionWorld())));

    [Fact]
    public void An_operation_is_signed_by_the_provider()
    {
        Assert.Equal(FakeSigner.OnTheWire(1), Result.Of(Sign(World())));

        var request = Assert.Single(_signer.Requests);
        Assert.Equal(("app", "tom", SignatureAction.Add, "room"), (request.ApplicationId, request.ClientId, request.Action, request.ConversationId));
        Assert.Equal(["jerry"], request.MemberIds);
    }

    [Fact]
    public void An_error_of_the_provider_is_the_error_of_the_operation()
    {
        _signer.Failure = new InvalidOperationException("no master key");

        Assert.Same(_signer.Failure, Result.ErrorOf(Sign(World())));
    }

    [Fact]
    public void A_provider_that_never_answers_is_waited_for_as_long_as_for_the_server()
    {
        _signer.Pending = new TaskCompletionSource<Signature>();
        var world = World();

        var signing = Sign(world);
        world.AdvanceTo(19.9999999);
        Assert.False(signing.IsCompleted);
        world.AdvanceTo(20);

        Assert.Equal("The signature provider did not sign within 20 s.", Assert.IsType<CommandTimeoutException>(Result.ErrorOf(signing)).Message);
        Assert.True(_signer.Tokens[0].IsCancellationRequested);
    }

    [Fact]
    public void A_token_ends_the_wait_even_if_the_provider_does_not_look_at_it()
    {
        _signer.Pending = new TaskCompletionSource<Signature>();
        using var source = new CancellationTokenSource();

        var signing = Sign(World(), source.Token);
        source.Cancel();

        Assert.True(signing.IsCanceled);
        Assert.True(_signer.Tokens[0].IsCancellationRequested);
    }
}
