using LeanRx.Protocol;
using LeanRx.Server;
using Microsoft.Reactive.Testing;

namespace LeanRx.Testing.Tests.EndToEnd;

/// <summary>An application that demands signatures, and clients with and without them (S93, S103).</summary>
public class SignatureTests
{
    const string Key = "demo-master-key";

    readonly VirtualWorld _world =
        new(new TestScheduler(),
        new() { Server = new() { Apps = [AppOptions.Demo with { RequireLoginSignature = true, RequireConversationSignature = true }] } });

    LeanClient Client(string clientId, Func<VirtualWorld, ISignatureProvider?> provider) =>
        _world.CreateClient(clientId, options => options with { SignatureProvider = provider(_world), Tag = $"device {_world.Clients.Count}" });

    LeanClient Login(string clientId, Func<VirtualWorld, ISignatureProvider> provider)
    {
        var client = Client(clientId, provider);
        _world.Run(client.OpenAsync());
        return client;
    }

    static HmacSignatureProvider Milliseconds(VirtualWorld world) => new(Key, world.Scheduler, new Random(1));

    void Refused(int code, Func<Task> call) => Assert.Equal(code, Assert.Throws<ServerRejectedException>(() => _world.Run(call())).Code);

    [Fact]
    [Trait("Row", "S93")]
    public void Who_does_not_sign_or_signs_with_another_key_is_not_let_in()
    {
        Refused(ErrorCodes.SignatureFailed, () => Client("Tom", _ => null).OpenAsync());
        Refused(ErrorCodes.SignatureFailed, () => Client("Tom", world => new HmacSignatureProvider("another key", world.Scheduler)).OpenAsync());
    }

    [Fact]
    [Trait("Row", "S93")]
    public void Creating_inviting_joining_and_kicking_are_signed_and_refused_without()
    {
        var tom = Login("Tom", Milliseconds);
        var chat = _world.Run(tom.CreateConversationAsync(["Jerry"]));
        Assert.Equal(["Mary"], _world.Run(chat.AddMemberAsync("Mary")).Allowed);
        Assert.Equal(["Mary"], _world.Run(chat.RemoveMemberAsync("Mary")).Allowed);
        var bob = Login("Bob", Milliseconds);
        _world.Run(_world.Run(bob.GetConversationAsync(chat.Id))!.JoinAsync());

        var eve = Login("Eve", world => new LoginOnly(Milliseconds(world)));
        Refused(ErrorCodes.ConversationSignatureFailed, () => eve.CreateConversationAsync(["Jerry"]));
        Refused(ErrorCodes.ConversationSignatureFailed, () => _world.Run(eve.GetConversationAsync(chat.Id))!.JoinAsync());
        Assert.Equal(["Tom", "Jerry", "Bob"], _world.Run(chat.GetMembersAsync()));
    }

    [Fact]
    public void Blocking_is_signed_too_where_the_application_demands_it()
    {
        var world = new VirtualWorld(new TestScheduler(), new() { Server = new() { Apps = [AppOptions.Demo with { RequireBlacklistSignature = true }] } });
        var tom = world.CreateClient("Tom", options => options with { SignatureProvider = Milliseconds(world) });
        var eve = world.CreateClient("Eve");
        world.Run(tom.OpenAsync());
        world.Run(eve.OpenAsync());
        var chat = world.Run(tom.CreateConversationAsync(["Eve"]));
        Assert.Equal(["Mary"], world.Run(chat.BlockMembersAsync(["Mary"])).Allowed);
        Assert.Equal(["Mary"], world.Run(chat.UnblockMembersAsync(["Mary"])).Allowed);
        world.Run(chat.BlockAsync());
        Assert.Equal([chat.Id], world.Run(tom.GetBlockedConversationsAsync()).ConversationIds);
        world.Run(chat.UnblockAsync());
        Assert.Empty(world.Run(tom.GetBlockedConversationsAsync()).ConversationIds);
        Assert.Equal(ErrorCodes.BlacklistSignatureFailed,
            Assert.Throws<ServerRejectedException>(() => world.Run(world.Run(eve.GetConversationAsync(chat.Id))!.BlockAsync())).Code);
    }

    [Fact]
    [Trait("Row", "S93")]
    public void Timestamps_in_seconds_are_taken_as_well()
    {
        var tom = Login("Tom", world => new Seconds(world));
        Assert.Equal(["Mary"], _world.Run(_world.Run(tom.CreateConversationAsync(["Jerry"])).AddMemberAsync("Mary")).Allowed);
    }

    /// <summary>The protocol keeps no register of nonces: a signature may be used again while it is good, and no longer.</summary>
    [Theory]
    [InlineData(5, true)]
    [InlineData(7, false)]
    [Trait("Row", "S93")]
    public void A_signature_may_be_used_again_for_six_hours(int hours, bool isGood)
    {
        var once = new Once(Milliseconds(_world));
        _world.Run(Client("Tom", _ => once).OpenAsync());
        _world.AdvanceBy(TimeSpan.FromHours(hours));

        if (isGood)
            _world.Run(Client("Tom", _ => once).OpenAsync());
        else
            Refused(ErrorCodes.SignatureFailed, () => Client("Tom", _ => once).OpenAsync());
    }

    [Fact]
    public void Who_was_let_in_stays_and_comes_back_after_the_signature_is_too_old()
    {
        var once = new Once(Milliseconds(_world));
        var tom = Client("Tom", _ => once);
        _world.Run(tom.OpenAsync());
        _world.AdvanceBy(TimeSpan.FromHours(7));
        Assert.IsType<ConnectionState.Connected>(tom.State);

        _world.Network.Cut();
        _world.AdvanceBy(TimeSpan.FromMinutes(5));

        Assert.IsType<ConnectionState.Connected>(tom.State);
    }

    [Fact]
    public void A_provider_that_gives_nothing_says_so()
    {
        var tom = Login("Tom", world => new LoginOnly(Milliseconds(world), Nothing: true));
        Assert.Contains("gave no signature", Assert.Throws<InvalidOperationException>(() => _world.Run(tom.CreateConversationAsync(["Jerry"]))).Message,
            StringComparison.Ordinal);
    }

    sealed record LoginOnly(ISignatureProvider Provider, bool Nothing = false) : ISignatureProvider
    {
        public Task<Signature> SignAsync(SignatureRequest request, CancellationToken cancellationToken = default) =>
            request.Action == SignatureAction.Open ? Provider.SignAsync(request, cancellationToken)
                : Task.FromResult(Nothing ? null! : new Signature(0, "n", "forged"));
    }

    sealed class Once(ISignatureProvider provider) : ISignatureProvider
    {
        Task<Signature>? _first;

        public Task<Signature> SignAsync(SignatureRequest request, CancellationToken cancellationToken = default) =>
            _first ??= provider.SignAsync(request, cancellationToken);
    }

    /// <summary>As the documentation of 2015 signs.</summary>
    sealed class Seconds(VirtualWorld world) : ISignatureProvider
    {
        public Task<Signature> SignAsync(SignatureRequest request, CancellationToken cancellationToken = default)
        {
            var time = world.Clock.Now.ToUnixTimeSeconds();
            var signed = request.Action switch
            {
                SignatureAction.Open => FrameSignatures.SignLogin(Key, request.ApplicationId, request.ClientId, time, "n"),
                SignatureAction.Create => FrameSignatures.SignStart(Key, request.ApplicationId, request.ClientId, request.MemberIds, time, "n"),
                _ => FrameSignatures.SignMembers(Key, request.ApplicationId, request.ClientId, request.ConversationId!, request.MemberIds, time, "n",
                    FrameSignatures.Invite),
            };
            return Task.FromResult(new Signature(signed.Timestamp, signed.Nonce, signed.Value));
        }
    }
}
