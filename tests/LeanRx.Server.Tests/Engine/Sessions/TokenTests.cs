using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

public class TokenTests
{
    static readonly ServerOptions Signed = new() { Apps = [AppOptions.Demo with { RequireLoginSignature = true }] };

    static readonly ServerLimits Brief = ServerLimits.Default with { SessionTokenLifetime = TimeSpan.FromMinutes(5) };

    static string TokenOf(World world)
    {
        var device = world.Connect();
        device.Open("Tom", new SessionFrame
        {
            Operation = SessionOperations.Open,
            Signature = FrameSignatures.SignLogin("demo-master-key", "demo", "Tom", world.Now, "n")
        });
        return device.Take<SessionFrame>().Token!;
    }

    static Frame Reopen(World world, string token, string clientId = "Tom")
    {
        var device = world.Connect();
        device.Open(clientId, new SessionFrame { Operation = SessionOperations.Open, IsReconnect = true, Token = token });
        return device.TakeAll()[0];
    }

    [Fact]
    public void Who_comes_back_with_a_token_needs_no_signature()
    {
        var world = new World(Signed);

        Assert.Equal(SessionOperations.Opened, Assert.IsType<SessionFrame>(Reopen(world, TokenOf(world))).Operation);
    }

    [Fact]
    public void A_token_is_good_for_two_days_and_not_a_moment_longer()
    {
        var world = new World(Signed);
        var token = TokenOf(world);

        world.Pass(TimeSpan.FromDays(2) - TimeSpan.FromMilliseconds(1));
        Assert.IsType<SessionFrame>(Reopen(world, token));
        world.Pass(TimeSpan.FromMilliseconds(1));

        Assert.Equal(ErrorCodes.SessionTokenExpired, Assert.IsType<ErrorFrame>(Reopen(world, token)).Code);
    }

    [Fact]
    public void A_token_is_good_for_its_client_its_application_and_its_store_only()
    {
        var world = new World();
        var token = TokenOf(world);
        var elsewhere = new World(store: new InMemoryMessageStore(new byte[] { 9 }));

        Assert.Equal(ErrorCodes.SessionTokenExpired, Assert.IsType<ErrorFrame>(Reopen(world, token, "Jerry")).Code);
        Assert.Equal(ErrorCodes.SessionTokenExpired, Assert.IsType<ErrorFrame>(Reopen(elsewhere, token)).Code);
        Assert.IsType<SessionFrame>(Reopen(world, token));
    }

    [Fact]
    public void A_token_survives_a_restart_of_the_engine_over_the_same_store()
    {
        var world = new World(Signed);
        var token = TokenOf(world);

        Assert.IsType<SessionFrame>(Reopen(new World(Signed, world.Store), token));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("abc")]
    [InlineData("abc.def")]
    [InlineData("W10.W10")]
    [InlineData("%%%.%%%")]
    public void Nonsense_is_no_token(string token)
    {
        Assert.Equal(ErrorCodes.SessionTokenExpired, Assert.IsType<ErrorFrame>(Reopen(new World(), token)).Code);
    }

    [Fact]
    public void A_token_with_one_character_changed_is_no_token()
    {
        var world = new World();
        var token = TokenOf(world);

        for (var index = 0; index < token.Length; index += 7)
        {
            var forged = token[..index] + (token[index] == 'A' ? 'B' : 'A') + token[(index + 1)..];
            Assert.IsType<ErrorFrame>(Reopen(world, forged));
        }
    }

    static FrameSignature Sign(World world) => FrameSignatures.SignLogin("demo-master-key", "demo", "Tom", world.Now, "n");

    static Frame Refresh(TestDevice device, string? token, FrameSignature? signature = null) =>
        device.Ask<SessionFrame>(new SessionFrame { Operation = SessionOperations.Refresh, Token = token, Signature = signature });

    /// <summary>A token that is refreshed has so many seconds left, and not one more.</summary>
    static void AssertEnds(World world, string token, int seconds)
    {
        var device = world.Connect();
        device.Open("Tom", new SessionFrame { Operation = SessionOperations.Open, Token = token });
        device.TakeAll();
        var last = device.Ask<SessionFrame>(new SessionFrame { Operation = SessionOperations.Refresh, Token = token });
        Assert.Equal(seconds, last.TokenTtl);
        world.Pass(TimeSpan.FromSeconds(seconds));
        Assert.Equal(ErrorCodes.SessionTokenExpired, Assert.IsType<ErrorFrame>(Reopen(world, last.Token!)).Code);
    }

    [Fact]
    public void Where_logins_are_signed_no_token_outlives_the_signature_that_it_came_from()
    {
        var world = new World(Signed);
        var token = TokenOf(world);
        for (var hours = 0; hours < 47; hours++)
        {
            world.Pass(TimeSpan.FromHours(1));
            token = Assert.IsType<SessionFrame>(Reopen(world, token)).Token!;
        }
        AssertEnds(world, token, 3600);
    }

    [Fact]
    public void However_often_it_is_renewed_a_token_ends_thirty_days_after_the_login()
    {
        var world = new World();
        var token = TokenOf(world);
        for (var day = 0; day < 29; day++)
        {
            world.Pass(TimeSpan.FromDays(1));
            token = Assert.IsType<SessionFrame>(Reopen(world, token)).Token!;
        }
        AssertEnds(world, token, 86_400);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_logout_ends_the_tokens_of_that_login_and_of_no_other(bool isSigned)
    {
        var options = isSigned ? Signed : new ServerOptions();
        var world = new World(options);
        var other = TokenOf(world);
        var first = TokenOf(world);
        var device = world.Connect();
        device.Open("Tom", new SessionFrame { Operation = SessionOperations.Open, Token = first });
        var second = device.Take<SessionFrame>().Token!;
        var third = ((SessionFrame)Refresh(device, second, isSigned ? Sign(world) : null)).Token!;

        device.Ask<SessionFrame>(new SessionFrame { Operation = SessionOperations.Close });
        foreach (var ended in new[] { first, second, third })
            Assert.Equal(ErrorCodes.SessionTokenExpired, Assert.IsType<ErrorFrame>(Reopen(world, ended)).Code);
        Assert.IsType<SessionFrame>(Reopen(world, other));
        // Where a token stands for a signature the logout outlives the engine.
        Assert.Equal(isSigned, Reopen(new World(options, world.Store), third) is ErrorFrame);
        Assert.IsType<SessionFrame>(Reopen(new World(options, world.Store), other));
    }

    [Fact]
    public async Task A_token_opens_no_REST_door_after_the_logout()
    {
        var world = new World();
        var device = world.Connect();
        device.Open("Tom");
        var token = device.Take<SessionFrame>().Token!;
        Assert.Equal("Tom", await world.Engine.Applications["demo"].Clients.FindByTokenAsync(token));
        device.Ask<SessionFrame>(new SessionFrame { Operation = SessionOperations.Close });
        Assert.Null(await world.Engine.Applications["demo"].Clients.FindByTokenAsync(token));
    }

    [Fact]
    public void A_session_that_is_lost_and_not_logged_out_keeps_its_token()
    {
        var world = new World(Signed);
        var device = world.Connect();
        device.Open("Tom", new SessionFrame { Operation = SessionOperations.Open, Signature = Sign(world) });
        var token = device.Take<SessionFrame>().Token!;
        device.Drop();
        Assert.IsType<SessionFrame>(Reopen(world, token));
    }

    [Fact]
    public void A_refresh_with_a_signature_gives_a_token_with_a_life_of_its_own()
    {
        var world = new World(Signed);
        var device = world.Connect();
        device.Open("Tom", new SessionFrame { Operation = SessionOperations.Open, Token = TokenOf(world), IsReconnect = true });
        var first = device.Take<SessionFrame>().Token!;
        world.Pass(TimeSpan.FromMinutes(5));

        var refreshed = (SessionFrame)Refresh(device, first, Sign(world));
        world.Pass(TimeSpan.FromDays(2) - TimeSpan.FromMinutes(1));

        Assert.Equal((SessionOperations.Refreshed, 172_800), (refreshed.Operation, refreshed.TokenTtl));
        Assert.IsType<ErrorFrame>(Reopen(world, first));
        Assert.IsType<SessionFrame>(Reopen(world, refreshed.Token!));
    }

    [Fact]
    public void A_session_that_stays_open_longer_than_its_token_gets_a_new_one_for_it()
    {
        var world = new World(new ServerOptions { Limits = Brief });
        var device = world.Connect();
        device.Open("Tom");
        var first = device.Take<SessionFrame>().Token!;
        world.Pass(Brief.SessionTokenLifetime);

        var refreshed = device.Ask<SessionFrame>(new SessionFrame { Operation = SessionOperations.Refresh, Token = first });

        Assert.Equal(SessionOperations.Refreshed, refreshed.Operation);
        Assert.IsType<SessionFrame>(Reopen(world, refreshed.Token!));
    }

    [Fact]
    public void Where_logins_are_signed_an_expired_token_is_not_enough_for_a_refresh()
    {
        var world = new World(Signed with { Limits = Brief });
        var device = world.Connect();
        var first = TokenOf(world);
        device.Open("Tom", new SessionFrame { Operation = SessionOperations.Open, Token = first });
        device.TakeAll();
        world.Pass(Brief.SessionTokenLifetime);

        Assert.Equal(ErrorCodes.SessionTokenExpired, device.Fail(new SessionFrame { Operation = SessionOperations.Refresh, Token = first }).Code);
    }

    [Fact]
    public void A_refresh_needs_the_old_token_or_a_signature_where_logins_are_signed()
    {
        var world = new World(Signed);
        var device = world.Connect();
        device.Open("Tom", new SessionFrame { Operation = SessionOperations.Open, Token = TokenOf(world) });
        device.TakeAll();

        Assert.Equal(ErrorCodes.SignatureFailed, device.Fail(new SessionFrame { Operation = SessionOperations.Refresh }).Code);
        Assert.Equal(ErrorCodes.SessionTokenExpired, device.Fail(new SessionFrame { Operation = SessionOperations.Refresh, Token = "x" }).Code);
        Assert.Equal(SessionOperations.Refreshed,
            device.Ask<SessionFrame>(new SessionFrame
            {
                Operation = SessionOperations.Refresh,
                Signature = FrameSignatures.SignLogin("demo-master-key", "demo", "Tom", world.Now, "n")
            }).Operation);
    }
}
