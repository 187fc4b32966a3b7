using System.Text.Json;
using LeanRx.Server.Hooks;
using LeanRx.Server.Push.Tests.Support;

namespace LeanRx.Server.Push.Tests;

/// <summary>Who is notified when a message comes, and of what.</summary>
public class NotifyingTests : PushTest
{
    [Fact]
    public void Whoever_is_offline_is_notified_on_every_device_with_what_the_sender_says()
    {
        Phone("Jerry");
        Phone("Jerry", token: "tablet");
        Phone("Spike", "android");
        Phone("Tom");
        Phone("Nobody");
        Start();

        Say(Alert("Tom: Hi"));

        Assert.Equal(["tablet", "token-of-Jerry"], Providers.Notifications.Where(asked => asked.Url.Host == "api.push.apple.com")
            .Select(asked => asked.Device).Order());
        var android = Assert.Single(Providers.Notifications, asked => asked.Url.Host == "fcm.googleapis.com");
        Assert.Equal("token-of-Spike", android.Body.GetProperty("message").GetProperty("token").GetString());
        Assert.All(Providers.Notifications, asked => Assert.Equal("Tom: Hi", asked.Alert));
        Assert.Empty(Logged);
    }

    [Fact]
    public void Whoever_is_online_and_the_sender_are_not_notified()
    {
        Phone("Jerry");
        Phone("Tom");
        World.Login("Jerry");
        Start();

        Say(Alert("Hi"));

        Assert.Empty(Providers.All);
    }

    [Fact]
    public void A_message_without_push_data_is_told_of_with_the_default_in_which_its_sender_and_conversation_can_stand()
    {
        Phone("Jerry");
        App = App with { DefaultPushData = """{"alert":"${fromClientId} wrote","conv":"${convId}","at":"${timestamp}","list":["${convId}",1]}""" };
        Start();

        Say();

        var body = Assert.Single(Providers.All).Body;
        Assert.Equal($$"""{"aps":{"alert":"Tom wrote"},"conv":"{{Conversation}}","at":"1780315200000","list":["{{Conversation}}",1]}""", body.GetRawText());
    }

    [Fact]
    public void Without_push_data_and_default_nobody_is_notified()
    {
        Phone("Jerry");
        App = App with { DefaultPushData = null };
        Start();

        Say();
        Say("""{"alert":"${fromClientId}"}""");

        Assert.Equal("0 ${fromClientId}", Sent);
    }

    [Fact]
    public void Whoever_has_muted_the_conversation_is_not_notified()
    {
        Phone("Jerry");
        Phone("Spike");
        Done(Demo.Conversations.MuteAsync(Conversation, ["Jerry"]));
        Start();

        Say(Alert("Hi"));

        Assert.Equal("token-of-Spike", Assert.Single(Providers.All).Device);
    }

    [Fact]
    public void A_hook_includes_those_who_have_muted_it_and_says_what_they_read()
    {
        Phone("Jerry");
        Done(Demo.Conversations.MuteAsync(Conversation, ["Jerry"]));
        Hook.Offline = asked => PushDecision.Default with
        {
            IncludesMuted = true,
            PushData = JsonElement.Parse(Alert($"{asked.Body} from {asked.From}")),
        };
        Start();

        Say(Alert("Hi"));

        Assert.Equal("0 Hi from Tom", Sent);
    }

    [Fact]
    public void A_hook_names_others_or_notifies_by_itself()
    {
        Phone("Jerry");
        Phone("Butch");
        Hook.Offline = _ => PushDecision.Default with { ClientIds = ["Butch", "Butch"] };
        Start();
        Say(Alert("1"));
        Hook.Offline = _ => PushDecision.Skip;
        Say(Alert("2"));

        Assert.Equal("token-of-Butch", Assert.Single(Providers.All).Device);
        Assert.Equal("0 1", Sent);
    }

    [Fact]
    public void Devices_that_neither_provider_reaches_and_those_that_their_app_calls_invalid_are_passed_over()
    {
        Phone("Jerry", "web");
        Register("""{"deviceType":"android","installationId":"i1","channels":["Jerry"]}""");
        Register("""{"deviceType":"android","installationId":"i2","vendor":"mi","registrationId":"r2","channels":["Jerry"]}""");
        Register("""{"deviceType":"ios","deviceToken":"t3","valid":false,"channels":["Jerry"]}""");
        Register("""{"deviceType":"android","installationId":"i4","vendor":"fcm","registrationId":"r4","channels":["Jerry"]}""");
        Start();

        Say(Alert("Hi"));

        Assert.Equal("r4", Assert.Single(Providers.Notifications).Body.GetProperty("message").GetProperty("token").GetString());
    }

    [Fact]
    public void Each_platform_gets_what_is_meant_for_it()
    {
        Phone("Jerry");
        Phone("Spike", "android");
        Start();

        Say("""{"ios":{"alert":"to an iPhone"},"android":{"alert":"to the others"}}""");

        Assert.Equal(["to an iPhone", "to the others"], Providers.Notifications.Select(asked => asked.Alert).Order());
    }

    [Fact]
    public void Chat_rooms_and_transient_messages_notify_nobody()
    {
        Phone("Jerry");
        Start();
        Done(Demo.Messages.SendAsync(Conversation, new SystemMessage("Tom", "Hi") { IsTransient = true, PushData = JsonElement.Parse(Alert("Hi")) }));
        Pass();

        Assert.Empty(Providers.All);
    }

    [Fact]
    public void A_client_is_notified_on_so_many_devices_as_are_allowed_those_that_were_registered_last()
    {
        for (var number = 0; number < 12; number++)
        {
            Phone("Jerry", token: $"t{number:00}");
            Pass();
        }
        Start();

        Say(Alert("Hi"));

        Assert.Equal(Enumerable.Range(2, 10).Select(number => $"t{number:00}"), Providers.All.Select(asked => asked.Device).Order());
    }
}
