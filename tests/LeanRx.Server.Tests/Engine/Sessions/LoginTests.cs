using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

public class LoginTests
{
    static readonly SessionFrame Open = new() { Operation = SessionOperations.Open };

    [Fact] // S13
    public void A_login_is_answered_with_a_token_and_the_server_time()
    {
        var world = new World();
        var tom = world.Connect();

        tom.Open("Tom");

        var opened = tom.Take<SessionFrame>();
        Assert.Equal((SessionOperations.Opened, 1, "Tom", "demo", world.Now),
            (opened.Operation, opened.SerialId, opened.PeerId, opened.ApplicationId, opened.ServerTimestamp));
        Assert.Equal(172_800, opened.TokenTtl);
        Assert.NotEmpty(opened.Token!);
        Assert.Null(opened.Code);
        tom.AssertQuiet();
        Assert.True(world.Engine.Applications["demo"].Clients.IsOnline("Tom"));
    }

    [Fact] // S171
    public void An_unknown_application_is_refused_and_the_connection_closed()
    {
        var device = new World().Connect();

        device.Open("Tom", Open with { ApplicationId = "other" });

        Assert.Equal((ErrorCodes.AppNotAvailable, "APP_NOT_AVAILABLE"), (device.Received.OfType<ErrorFrame>().Single().Code, device.Take<ErrorFrame>().Reason));
        Assert.Equal(ErrorCodes.AppNotAvailable, device.CloseCode);
    }

    [Theory] // S169
    [InlineData(1, null)]
    [InlineData(64, null)]
    [InlineData(65, ErrorCodes.InvalidLogin)]
    [InlineData(0, ErrorCodes.InvalidLogin)]
    [Trait("Row", "S169")]
    public void A_client_id_has_1_to_64_characters(int length, int? error)
    {
        var device = new World().Connect();

        device.Open(new string('x', length));

        Assert.Equal(error, (device.TakeAll()[0] as ErrorFrame)?.Code);
        Assert.Null(device.CloseCode);
    }

    [Fact] // S101
    public void A_client_without_an_id_gets_one_and_needs_to_name_it_nowhere()
    {
        var world = new World();
        var device = world.Connect();
        device.Open(null);
        var clientId = device.Take<SessionFrame>().PeerId!;

        var conversation = device.Start(["Jerry"]);

        Assert.Equal(32, clientId.Length);
        Assert.True(world.Engine.Applications["demo"].Clients.IsOnline(clientId));
        Assert.Equal(clientId,
            Assert.Single(device.Do(new ConversationFrame
            {
                Operation = ConversationOperations.Query,
                Where = Moves.Json($$"""{"objectId":"{{conversation}}"}""")
            }).Results!.Value.EnumerateArray()).GetProperty("c").GetString());
    }

    [Fact] // S171
    public void A_command_before_the_login_needs_a_session()
    {
        var device = new World().Connect();

        device.Send(new LogsFrame { ConversationId = "x" });

        Assert.Equal((ErrorCodes.SessionRequired, 1), (device.Received.OfType<ErrorFrame>().Single().Code, device.Take<ErrorFrame>().SerialId!.Value));
        Assert.Null(device.CloseCode);
    }

    [Fact]
    public void A_frame_for_a_client_of_another_connection_needs_a_session()
    {
        var world = new World();
        world.Login("Jerry");
        var tom = world.Login("Tom");

        var error = tom.Fail(new LogsFrame { PeerId = "Jerry", ConversationId = "x" });

        Assert.Equal((ErrorCodes.SessionRequired, "Jerry"), (error.Code, error.PeerId));
    }

    [Fact] // Protocol §0.3: a socket may carry several sessions.
    public void One_connection_carries_several_clients_and_each_gets_its_own()
    {
        var world = new World();
        var both = world.Login("Tom");
        both.Open("Jerry");
        both.TakeAll();
        var conversation = both.Ask<ConversationFrame>(new ConversationFrame
        {
            PeerId = "Tom",
            Operation = ConversationOperations.Start,
            Members = ["Jerry"]
        }).ConversationId!;
        both.TakeAll();

        both.Send(new DirectFrame { PeerId = "Tom", ConversationId = conversation, Body = "hi" });

        Assert.Equal("Tom", both.Take<AckFrame>().PeerId);
        Assert.Equal("Jerry", both.Take<DirectFrame>().PeerId);
        both.AssertQuiet();
    }

    [Fact] // Protocol §3.5: the first client leaves its id out until it hears that another one is in, which the server knows earlier.
    public void A_frame_without_an_id_on_a_connection_of_several_clients_is_the_first_ones()
    {
        var world = new World();
        var device = world.Connect();
        device.Open("Tom");
        device.Open("Jerry");
        device.TakeAll();

        device.SendRaw(new ConversationFrame { Operation = ConversationOperations.Start, Members = ["Mary"], SerialId = 9 });

        var started = device.TakeAll().OfType<ConversationFrame>().Single(frame => frame.SerialId == 9);
        Assert.Equal((ConversationOperations.Started, "Tom"), (started.Operation, started.PeerId));
    }

    [Fact]
    public void A_frame_without_an_id_after_the_first_client_went_is_the_one_that_stays_and_nobodys_among_several()
    {
        var device = new World().Connect();
        device.Open("Tom");
        device.Open("Jerry");
        device.SendRaw(new SessionFrame { Operation = SessionOperations.Close, PeerId = "Tom", SerialId = 7 });
        device.TakeAll();

        device.SendRaw(new SessionFrame { Operation = SessionOperations.Query, ClientIds = ["Jerry"], SerialId = 8 });
        Assert.Equal("Jerry", device.Take<SessionFrame>().PeerId);

        device.Open("Mary");
        device.TakeAll();
        device.SendRaw(new SessionFrame { Operation = SessionOperations.Query, ClientIds = ["Jerry"], SerialId = 9 });
        Assert.Equal(ErrorCodes.SessionRequired, device.Take<ErrorFrame>().Code);
    }

    [Fact]
    public void Several_devices_of_one_client_all_get_its_messages()
    {
        var world = new World();
        var tom = world.Login("Tom");
        var (phone, desk) = (world.Login("Jerry"), world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], phone, desk);

        tom.Say(conversation, "hi");
        phone.Say(conversation, "hello");

        Assert.Equal("hi", phone.Take<DirectFrame>().Body);
        Assert.Equal(["hi", "hello"], desk.TakeAll().Cast<DirectFrame>().Select(it => it.Body!));
        phone.AssertQuiet();
    }

    [Fact]
    public void Logging_in_again_over_the_same_connection_changes_nothing_but_the_token()
    {
        var world = new World();
        var tom = world.Login("Tom");
        var jerry = world.Login("Jerry");
        var conversation = tom.Start(["Jerry"], jerry);

        jerry.Open("Jerry");

        Assert.Equal(SessionOperations.Opened, jerry.Take<SessionFrame>().Operation);
        Assert.Equal(2, world.SessionCount);
        tom.Say(conversation, "once");
        Assert.Equal("once", jerry.Take<DirectFrame>().Body);
        jerry.AssertQuiet();
    }

    [Fact] // S91
    public void A_logout_is_answered_without_a_code_and_the_connection_stays()
    {
        var world = new World();
        var tom = world.Login("Tom");

        var closed = tom.Ask<SessionFrame>(new SessionFrame { Operation = SessionOperations.Close });

        Assert.Equal((SessionOperations.Closed, null, "Tom"), (closed.Operation, closed.Code, closed.PeerId));
        Assert.Null(tom.CloseCode);
        Assert.False(world.Engine.Applications["demo"].Clients.IsOnline("Tom"));
        Assert.Equal(ErrorCodes.SessionRequired, tom.Fail(new LogsFrame { ConversationId = "x" }).Code);
    }

    [Fact]
    public void One_application_never_sees_another()
    {
        var world = new World(new ServerOptions { Apps = [AppOptions.Demo, new AppOptions { ApplicationId = "other" }] });
        var tom = world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        var stranger = world.Connect();
        stranger.Open("Jerry", Open with { ApplicationId = "other" });
        stranger.TakeAll();

        tom.Say(conversation, "secret");

        stranger.AssertQuiet();
        Assert.False(world.Engine.Applications["demo"].Clients.IsOnline("Jerry"));
        Assert.Equal(ErrorCodes.ConversationNotFound, stranger.Fail(new LogsFrame { ConversationId = conversation }).Code);
        Assert.Empty(stranger.Do(new ConversationFrame { Operation = ConversationOperations.Query, Where = Moves.Json("{}") }).Results!.Value.EnumerateArray());
        Assert.Empty(stranger.Ask<SessionFrame>(new SessionFrame { Operation = SessionOperations.Query, ClientIds = ["Tom"] }).OnlineClientIds!);
        stranger.Open("Bob");
        Assert.Equal(ErrorCodes.AppNotAvailable, stranger.Take<ErrorFrame>().Code);
    }

    [Fact] // S133
    [Trait("Row", "S133")]
    [Trait("Row", "S169")]
    public void An_online_query_answers_the_first_20_ids_and_passes_over_nulls()
    {
        var world = new World();
        var tom = world.Login("Tom");
        for (var number = 1; number <= 25; number++)
            world.Login($"c{number}");

        string[] asked = [null!, "nobody", .. Enumerable.Range(1, 25).Select(number => $"c{number}")];
        var answer = tom.Ask<SessionFrame>(new SessionFrame { Operation = SessionOperations.Query, ClientIds = asked });

        Assert.Equal(SessionOperations.QueryResult, answer.Operation);
        Assert.Equal(Enumerable.Range(1, 19).Select(number => $"c{number}"), answer.OnlineClientIds);
    }

    [Fact] // S134
    public void Nobody_is_online_after_the_connection_is_gone()
    {
        var world = new World();
        var tom = world.Login("Tom");
        var jerry = world.Login("Jerry");
        jerry.Drop();

        Assert.Empty(tom.Ask<SessionFrame>(new SessionFrame { Operation = SessionOperations.Query, ClientIds = ["Jerry"] }).OnlineClientIds!);
        Assert.Equal((1, 1), (world.ConnectionCount, world.SessionCount));
    }

    [Fact]
    public void A_heartbeat_is_answered_with_a_heartbeat_and_an_echo_with_its_number()
    {
        var device = new World().Connect();

        device.SendRaw(HeartbeatFrame.Instance);
        device.SendRaw(new EchoFrame { SerialId = 7 });

        Assert.Same(HeartbeatFrame.Instance, device.Take<HeartbeatFrame>());
        Assert.Equal(7, device.Take<EchoFrame>().SerialId);
    }
}
