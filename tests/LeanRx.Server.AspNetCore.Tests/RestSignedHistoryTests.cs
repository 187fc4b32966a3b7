using System.Net;
using LeanRx.Protocol;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>History that a client reads with a signature instead of the master key (protocol.md §6.1, §6.2).</summary>
[Trait("Speed", "slow")]
public class RestSignedHistoryTests : RestTest
{
    static readonly LeanServerOptions Allowing = new() { Engine = new ServerOptions { Apps = [AppOptions.Demo with { AllowSignedHistory = true }] } };

    [Theory]
    [InlineData("/1.2/rtm/conversations/{0}/messages?client_id={1}")]
    [InlineData("/1.1/rtm/messages/history?convid={0}&peerid={1}")]
    public async Task A_good_signature_opens_the_history_of_its_conversation(string path)
    {
        var server = await StartAsync(Allowing);
        var id = await CreateAsync(server, "conversations", "{}");
        var other = await CreateAsync(server, "conversations", "{}");
        await AskAsync(server, "POST", $"/1.2/rtm/conversations/{id}/messages", """{"from_client":"system","message":"hello"}""");
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var signed = Query("tom", now);

        Assert.Equal("hello", Assert.Single((await AskAsync(server, "GET", Of(id, "tom") + signed, key: "demo-key")).EnumerateArray()).GetProperty("data")
            .GetString());
        Assert.Equal((HttpStatusCode.Unauthorized, 401), await RefusalAsync(server, "GET", Of(other, "tom") + signed, key: "demo-key"));
        Assert.Equal((HttpStatusCode.Unauthorized, 401), await RefusalAsync(server, "GET", Of(id, "jerry") + signed, key: "demo-key"));
        Assert.Equal((HttpStatusCode.Unauthorized, 401),
            await RefusalAsync(server, "GET", Of(id, "tom") + Query("tom", now - (7 * 60 * 60 * 1000)), key: "demo-key"));
        Assert.Equal((HttpStatusCode.Unauthorized, 401), await RefusalAsync(server, "GET", Of(id, "tom"), key: "demo-key"));

        await AskAsync(server, "POST", "/1.2/rtm/clients/tom/kick", "{}");
        Assert.Equal((HttpStatusCode.Unauthorized, 401), await RefusalAsync(server, "GET", Of(id, "tom") + signed, key: "demo-key"));

        string Of(string conversation, string client) =>
            path.Replace("{0}", conversation, StringComparison.Ordinal).Replace("{1}", client, StringComparison.Ordinal);

        string Query(string client, long madeAt) =>
            $"&nonce=n1&signature_ts={madeAt}&signature={FrameSignatures.SignHistory("demo-master-key", "demo", client, id, madeAt, "n1").Value}";
    }

    [Theory]
    [InlineData("/1.2/rtm/service-conversations/{0}/messages?client_id=tom")]
    [InlineData("/1.1/rtm/messages/history?convid={0}&peerid=tom")]
    public async Task A_signature_opens_nobody_elses_thread_with_a_service(string path)
    {
        var server = await StartAsync(Allowing);
        var id = await CreateAsync(server, "service-conversations", "{}");
        await AskAsync(server, "POST", $"/1.2/rtm/service-conversations/{id}/broadcasts", """{"from_client":"news","message":"for all"}""");
        foreach (var client in (string[])["tom", "jerry"])
            await AskAsync(server, "POST", $"/1.2/rtm/service-conversations/{id}/messages",
                $$"""{"from_client":"news","message":"for {{client}}","to_clients":["{{client}}"]}""");
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var signed = $"&nonce=n1&signature_ts={now}&signature={FrameSignatures.SignHistory("demo-master-key", "demo", "tom", id, now, "n1").Value}";

        var page = await AskAsync(server, "GET", path.Replace("{0}", id, StringComparison.Ordinal) + signed, key: "demo-key");

        Assert.Equal(["for tom", "for all"], page.EnumerateArray().Select(item => item.GetProperty("data").GetString()!));
    }

    [Fact]
    public async Task Where_the_application_does_not_allow_it_a_signature_opens_nothing()
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, "conversations", "{}");
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var signature = FrameSignatures.SignHistory("demo-master-key", "demo", "tom", id, now, "n1").Value;
        Assert.Equal((HttpStatusCode.Unauthorized, 401),
            await RefusalAsync(server, "GET", $"/1.2/rtm/conversations/{id}/messages?client_id=tom&nonce=n1&signature_ts={now}&signature={signature}",
            key: "demo-key"));
    }
}
