using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Events;
using LeanRx.Server.Storage;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>On which devices a client is notified, and when that is due.</summary>
public sealed class DeviceTests : IAsyncDisposable
{
    readonly World _world = new();

    ApplicationDevices Devices => _world.Engine.Applications["demo"].Devices;

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task An_application_has_so_many_devices_and_no_more_also_over_a_restart()
    {
        var options = new ServerOptions { Limits = ServerLimits.Default with { MaxDevices = 2 } };
        await using var world = new World(options);
        var devices = world.Engine.Applications["demo"].Devices;
        var first = await devices.RegisterAsync(JsonElement.Parse("""{"deviceType":"ios","deviceToken":"t1"}"""));
        await devices.RegisterAsync(JsonElement.Parse("""{"deviceType":"ios","deviceToken":"t2"}"""));
        var refusal = await Assert.ThrowsAsync<OperationRefusedException>(() => RegisterThirdAsync(devices));
        Assert.Equal((4318, "The application has as many devices as it may, 2 (MaxDevices): delete those that are gone."), (refusal.Code, refusal.Message));

        // Who is known is none too many.
        Assert.Equal(first.Id, (await devices.RegisterAsync(JsonElement.Parse("""{"deviceType":"ios","deviceToken":"t1","badge":3}"""))).Id);
        await using var next = new World(options, world.Store, World.Noon.AddHours(1));
        var again = next.Engine.Applications["demo"].Devices;
        Assert.Equal(4318, (await Assert.ThrowsAsync<OperationRefusedException>(() => RegisterThirdAsync(again))).Code);
        await again.DeleteAsync(first.Id);
        Assert.False(await again.DeleteAsync(first.Id));
        await RegisterThirdAsync(again);
        Assert.Equal(["t2", "t3"], (await again.FindPageAsync()).Select(device => device.DeviceToken).Order(StringComparer.Ordinal));
        Assert.Equal(4318, (await Assert.ThrowsAsync<OperationRefusedException>(() =>
            again.RegisterAsync(JsonElement.Parse("""{"deviceType":"ios","deviceToken":"t4"}""")).AsTask())).Code);

        static Task RegisterThirdAsync(ApplicationDevices devices) =>
            devices.RegisterAsync(JsonElement.Parse("""{"deviceType":"ios","deviceToken":"t3"}""")).AsTask();
    }

    [Theory]
    [InlineData("token")]
    [InlineData("installation")]
    [InlineData("device")]
    [InlineData("report")]
    public async Task A_client_is_notified_on_the_device_on_which_it_logs_in_until_it_logs_out(string how)
    {
        var phone = await RegisterAsync("""{"deviceType":"ios","deviceToken":"t1","installationId":"i1","channels":["news"]}""");
        var login = new SessionFrame { Operation = SessionOperations.Open };
        var device = _world.Connect();
        device.Open("Tom", how switch
        {
            "token" => login with { DeviceToken = "t1" },
            "installation" => login with { InstallationId = "i1", ConfigurationBitmap = (long)SessionCapabilities.BindInstallation },
            "device" => login with { DeviceId = "i1", ConfigurationBitmap = (long)SessionCapabilities.BindInstallation },
            _ => login,
        });
        if (how == "report")
        {
            var report = new ReportFrame { Operation = "upload", Type = "token", Data = JsonElement.Parse("\"t1\"") };
            Assert.Equal("uploaded", device.Ask<ReportFrame>(report).Operation);
        }

        Assert.Equal(["news", "Tom"], (await Devices.FindAsync(phone.Id))!.Channels);
        Assert.Equal([phone.Id], (await Devices.FindByClientsAsync(["Tom"])).Select(found => found.Id));
        device.Send(new SessionFrame { Operation = SessionOperations.Close });
        Assert.Equal(["news"], (await Devices.FindAsync(phone.Id))!.Channels);
    }

    [Fact]
    public async Task A_connection_that_ends_is_no_logout()
    {
        var phone = await RegisterAsync("""{"deviceType":"ios","deviceToken":"t1"}""");
        var device = _world.Connect();
        device.Open("Tom", new SessionFrame { Operation = SessionOperations.Open, DeviceToken = "t1" });
        device.Drop();

        Assert.Equal(["Tom"], (await Devices.FindAsync(phone.Id))!.Channels);
    }

    [Fact]
    public async Task A_device_id_alone_is_for_tags_and_an_unknown_device_keeps_nobody_from_logging_in()
    {
        var phone = await RegisterAsync("""{"deviceType":"ios","installationId":"d1"}""");
        _world.Login("Tom", deviceId: "d1");
        var device = _world.Connect();
        device.Open("Jerry", new SessionFrame { Operation = SessionOperations.Open, DeviceToken = "unknown" });

        Assert.Equal(SessionOperations.Opened, device.Take<SessionFrame>().Operation);
        Assert.Empty((await Devices.FindAsync(phone.Id))!.Channels);
    }

    [Fact]
    public async Task A_phone_that_many_use_drops_the_oldest_of_its_clients()
    {
        await using var world = new World(new ServerOptions { Limits = ServerLimits.Default with { MaxDeviceChannels = 2 } });
        var devices = world.Engine.Applications["demo"].Devices;
        var phone = await devices.RegisterAsync(JsonElement.Parse("""{"deviceType":"ios","deviceToken":"t1"}"""));
        foreach (var client in (string[])["Tom", "Jerry", "Spike"])
            world.Connect().Open(client, new SessionFrame { Operation = SessionOperations.Open, DeviceToken = "t1" });

        Assert.Equal(["Jerry", "Spike"], (await devices.FindAsync(phone.Id))!.Channels);
    }

    [Fact]
    public async Task Notifications_are_due_for_those_who_are_offline_and_have_not_muted_the_conversation()
    {
        List<ServerEvent> due = [];
        using var subscription = _world.Engine.PushRequests.Subscribe(due.Add);
        var demo = _world.Engine.Applications["demo"];
        var conversation = await demo.Conversations.CreateAsync(new NewConversation { Members = ["Tom", "Jerry", "Spike", "Butch"] });
        await demo.Conversations.MuteAsync(conversation.Id, ["Butch"]);
        var tom = _world.Login("Tom");
        _world.Login("Spike");
        tom.Send(new DirectFrame { ConversationId = conversation.Id, Body = "Hi", PushData = """{"alert":"Hi"}""" });
        tom.Send(new DirectFrame { ConversationId = conversation.Id, Body = "Ho", PushData = "no object" });
        tom.Send(new DirectFrame { ConversationId = conversation.Id, Body = "…", IsTransient = true });
        _world.Pass(TimeSpan.FromMilliseconds(1));

        Assert.Equal(2, due.Count);
        var first = Assert.IsType<PushRequested>(due[0]);
        Assert.Equal((conversation.Id, "Tom", """{"alert":"Hi"}""", World.Noon), (first.ConversationId, first.From, first.PushData?.GetRawText(), first.At));
        Assert.Equal(["Jerry"], first.ClientIds);
        Assert.Null(Assert.IsType<PushRequested>(due[1]).PushData);
    }

    async Task<Device> RegisterAsync(string columns) => await Devices.RegisterAsync(JsonElement.Parse(columns));
}
