using System.Net;
using System.Text.Json;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Service conversations over REST: messages for some, broadcasts, subscriptions (protocol.md §10.1, §10.3, §10.4).</summary>
[Trait("Speed", "slow")]
public class RestServiceTests : RestTest
{
    [Theory]
    [InlineData("/1.2/rtm/service-conversations/{id}/messages", """{"from_client":"news","message":"secret","to_clients":["jerry"]}""")]
    [InlineData("/1.1/rtm/messages", """{"from_peer":"news","conv_id":"{id}","message":"secret","to_peers":["jerry"],"transient":false}""")]
    public async Task A_message_for_some_clients_reaches_them_alone(string path, string body)
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, "service-conversations", "{}");
        await SubscribeAsync(server, id, "tom");
        var (tom, jerry) = (await LoginAsync(server, "tom"), await LoginAsync(server, "jerry"));

        await AskAsync(server, "POST", path.Replace("{id}", id, StringComparison.Ordinal), body.Replace("{id}", id, StringComparison.Ordinal));
        await AskAsync(server, "POST", $"/1.2/rtm/service-conversations/{id}/broadcasts",
            """{"from_client":"news","message":"for subscribers","push":{"alert":"news"},"to_clients":["jerry"]}""");

        Assert.Equal("secret", (await ReceiveAsync(jerry, "direct")).GetProperty("msg").GetString());
        Assert.Equal("for subscribers", (await ReceiveAsync(tom, "direct")).GetProperty("msg").GetString());
    }

    [Fact]
    public async Task A_message_of_a_service_names_whom_it_is_for()
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, "service-conversations", "{}");
        var path = $"/1.2/rtm/service-conversations/{id}/messages";
        var many = string.Join(',', Enumerable.Range(0, 21).Select(number => $"\"{number}\""));

        Assert.Equal(HttpStatusCode.BadRequest, (await RefusalAsync(server, "POST", path, """{"from_client":"news","message":"hi"}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await RefusalAsync(server, "POST", path, """{"from_client":"news","message":"hi","to_clients":[]}""")).Status);
        Assert.Equal(HttpStatusCode.BadRequest,
            (await RefusalAsync(server, "POST", path, $$"""{"from_client":"news","message":"hi","to_clients":[{{many}}]}""")).Status);
    }

    [Fact]
    public async Task The_thread_of_one_client_is_read_changed_and_deleted()
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, "service-conversations", "{}");
        var thread = $"/1.2/rtm/service-conversations/{id}/subscribers/tom/messages";
        var jerry = await TellAsync("jerry", "for jerry");
        await TellAsync("tom", "one");
        var two = await TellAsync("tom", "two");
        await AskAsync(server, "POST", $"/1.2/rtm/service-conversations/{id}/broadcasts", """{"from_client":"news","message":"for all"}""");
        var tom = await LoginAsync(server, "tom");
        await tom.SendAsync($$"""{"cmd":"direct","cid":"{{id}}","msg":"help","i":9}""");
        await ReceiveAsync(tom, "ack");

        Assert.Equal("help two one", await BodiesAsync(thread));
        Assert.Equal("one two", await BodiesAsync($"{thread}?reversed=true&limit=2"));
        await AskAsync(server, "PUT", $"/1.2/rtm/service-conversations/{id}/messages/{Uri.EscapeDataString(two)}",
            """{"from_client":"news","to_clients":["tom"],"message":"2"}""");
        Assert.Equal((HttpStatusCode.NotFound, 4404), await RefusalAsync(server, "DELETE", $"{thread}/{Uri.EscapeDataString(jerry)}"));
        await AskAsync(server, "DELETE", $"{thread}/{Uri.EscapeDataString(two)}");
        Assert.Equal("help one", await BodiesAsync(thread));
        Assert.Equal("help for all one for jerry", await BodiesAsync($"/1.2/rtm/service-conversations/{id}/messages"));

        async Task<string> TellAsync(string client, string text) =>
            (await AskAsync(server, "POST", $"/1.2/rtm/service-conversations/{id}/messages",
                $$"""{"from_client":"news","message":"{{text}}","to_clients":["{{client}}"]}""")).GetProperty("msg-id").GetString()!;

        async Task<string> BodiesAsync(string path) => string.Join(' ', Bodies(await AskAsync(server, "GET", path)));
    }

    [Theory]
    [InlineData("/1.2/rtm/broadcasts", "from_client", "/1.2/rtm/broadcasts/{0}")]
    [InlineData("/1.1/rtm/broadcast", "from_peer", "/1.1/rtm/broadcast?mid={0}")]
    public async Task Broadcasts_are_sent_listed_given_to_those_who_come_and_deleted(string path, string from, string delete)
    {
        var server = await StartAsync();
        var (id, other) = (await CreateAsync(server, "service-conversations", "{}"), await CreateAsync(server, "service-conversations", "{}"));
        var end = DateTimeOffset.UtcNow.AddDays(2).ToUnixTimeMilliseconds();
        await SendAsync(other, "one", "");
        var two = await SendAsync(id, "two", $$""","valid_till":{{end}},"push":{"alert":"!"}""");

        var listed = await AskAsync(server, "GET", path);
        Assert.Equal(["two", "one"], Bodies(listed));
        Assert.Equal((two, id, end),
            (listed[0].GetProperty("msg-id").GetString(), listed[0].GetProperty("conv-id").GetString(), listed[0].GetProperty("valid_till").GetInt64()));
        Assert.Equal(["one"], Bodies(await AskAsync(server, "GET", $"{path}?conv_id={other}")));
        Assert.Equal(["one"], Bodies(await AskAsync(server, "GET", $"{path}?skip=1&limit=1")));
        var unread = await ReceiveAsync(await LoginAsync(server, "tom"), "unread");
        Assert.Equal("two", unread.GetProperty("convs")[0].GetProperty("data").GetString());

        var gone = string.Format(System.Globalization.CultureInfo.InvariantCulture, delete, Uri.EscapeDataString(two));
        await AskAsync(server, "DELETE", gone);
        Assert.Equal(["one"], Bodies(await AskAsync(server, "GET", path)));
        Assert.Equal((HttpStatusCode.NotFound, 4404), await RefusalAsync(server, "DELETE", gone));

        async Task<string> SendAsync(string service, string text, string more) =>
            (await AskAsync(server, "POST", path, $$"""{"{{from}}":"news","conv_id":"{{service}}","message":"{{text}}"{{more}}}""")).GetProperty("msg-id")
                .GetString()!;
    }

    [Theory]
    [InlineData("1")]
    [InlineData("-1")]
    [InlineData("99999999999999999")]
    public async Task A_broadcast_ends_within_a_month(string end)
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, "service-conversations", "{}");

        Assert.Equal(HttpStatusCode.BadRequest,
            (await RefusalAsync(server, "POST", "/1.2/rtm/broadcasts",
            $$"""{"from_client":"news","conv_id":"{{id}}","message":"x","valid_till":{{end}}}""")).Status);
    }

    [Fact]
    public async Task Subscriptions_of_a_client_are_walked_in_the_order_in_which_they_were_made()
    {
        var server = await StartAsync();
        List<string> ids = [];
        for (var number = 0; number < 3; number++)
        {
            ids.Add(await CreateAsync(server, "service-conversations", "{}"));
            await SubscribeAsync(server, ids[^1], "tom");
        }
        await CreateAsync(server, "conversations", """{"m":["tom"]}""");
        const string path = "/1.2/rtm/clients/tom/service-conversations";

        var all = await AskAsync(server, "GET", path);
        Assert.Equal(ids.Order(), Ids(all).Order()!);
        Assert.All(all.EnumerateArray(), item => Assert.Equal("tom", item.GetProperty("subscriber").GetString()));
        Assert.Equal(Ids(all).Reverse(), Ids(await AskAsync(server, "GET", $"{path}?direction=old")));
        var first = $"timestamp={all[0].GetProperty("timestamp")}&conv_id={all[0].GetProperty("conv_id")}";
        Assert.Equal(Ids(all)[1..], Ids(await AskAsync(server, "GET", $"{path}?{first}")));
        Assert.Empty(Ids(await AskAsync(server, "GET", $"{path}?{first}&direction=old")));
        Assert.Equal(Ids(all)[..1], Ids(await AskAsync(server, "GET", $"{path}?limit=1")));
        Assert.Equal(HttpStatusCode.BadRequest, (await RefusalAsync(server, "GET", $"{path}?conv_id={ids[0]}")).Status);
        var subscriber = Assert.Single((await AskAsync(server, "GET", $"/1.2/rtm/service-conversations/{ids[0]}/subscribers")).EnumerateArray());
        Assert.Equal(all.EnumerateArray().Single(item => item.GetProperty("conv_id").GetString() == ids[0]).GetProperty("timestamp").GetInt64(),
            subscriber.GetProperty("timestamp").GetInt64());

        static string?[] Ids(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetProperty("conv_id").GetString())];
    }

    Task<JsonElement> SubscribeAsync(LeanServer server, string id, string client) =>
        AskAsync(server, "POST", $"/1.2/rtm/service-conversations/{id}/subscribers", $$"""{"client_id":"{{client}}"}""");

    static string?[] Bodies(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetProperty("data").GetString())];
}
