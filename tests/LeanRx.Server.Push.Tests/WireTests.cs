using System.Reactive.Linq;
using System.Text.Json;
using LeanRx.Server.Push.Tests.Support;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Push.Tests;

/// <summary>Notifications over real sockets, to providers that take nothing that the real ones would not.</summary>
public class WireTests
{
    [Fact]
    public async Task Both_providers_take_what_they_are_sent_and_devices_that_are_gone_are_forgotten()
    {
        await using var provider = await StrictProvider.StartAsync();
        await using var engine = new MessagingEngine(new InMemoryMessageStore());
        var demo = engine.Applications["demo"];
        foreach (var (client, type) in new[] { ("Jerry", "ios"), ("Spike", "android"), ("Butch", "ios"), ("Tuffy", "android") })
            await demo.Devices.RegisterAsync(JsonElement.Parse($$"""{"deviceType":"{{type}}","deviceToken":"{{client}}","channels":["{{client}}"]}"""));
        provider.Gone.Add("Butch");
        provider.Gone.Add("Tuffy");
        var conversation = await demo.Conversations.CreateAsync(new NewConversation { Members = ["Tom", "Jerry", "Spike", "Butch", "Tuffy"] });
        await using (PushService.Start(engine, new PushOptions
        {
            Apps =
            [
                new AppPushOptions
                {
                    ApplicationId = "demo",
                    Apns = Keys.Apns with { Server = provider.Url },
                    Fcm = new FcmOptions { ServiceAccount = Keys.Account($"{provider.Url.AbsoluteUri}token"), Server = provider.Url },
                },
            ],
            DrainTime = TimeSpan.FromSeconds(60),
            HttpMessageHandlerFactory = static () => new Http2Handler(),
        }))
        {
            await demo.Messages.SendAsync(conversation.Id, new SystemMessage("Tom", "Hi")
            {
                PushData = JsonElement.Parse($$"""{"alert":"{{new string('汉', 500)}}","badge":"Increment","k":{"n":1},"from":"x","collapse_id":"c"}"""),
            });
            for (var turn = 0; turn < 1000 && (provider.Taken.Count < 2 || await CountAsync() > 2); turn++)
                await Observable.Timer(TimeSpan.FromMilliseconds(20), System.Reactive.Concurrency.DefaultScheduler.Instance);
        }

        Assert.Empty(provider.Complaints);
        Assert.Equal(["Jerry", "Spike"], provider.Taken.Keys.Order());
        Assert.Equal(1, provider.Taken["Jerry"].GetProperty("aps").GetProperty("badge").GetInt32());
        Assert.Equal(2, await CountAsync());

        async Task<int> CountAsync() => (await demo.Devices.FindPageAsync()).Count;
    }

    /// <summary>Without TLS a request says that HTTP/2 is meant; that for the access token would try HTTP/1.1.</summary>
    sealed class Http2Handler() : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Version = System.Net.HttpVersion.Version20;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
