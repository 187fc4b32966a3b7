using System.Net;
using System.Text.Json;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Messages over REST (protocol.md §10.1 to §10.4).</summary>
public class RestMessageTests : RestTest
{
    [Fact]
    public async Task A_message_of_the_system_reaches_the_members_and_stays_in_the_history()
    {
        var server = await StartAsync();
        var tom = await LoginAsync(server, "tom");
        var id = await CreateAsync(server, "conversations", """{"m":["tom"]}""");
        var sent = await AskAsync(server, "POST", $"/1.2/rtm/conversations/{id}/messages",
            """{"from_client":"system","message":"welcome","mention_client_ids":["tom"]}""");

        var message = await ReceiveAsync(tom, "direct");
        Assert.Equal("welcome", message.GetProperty("msg").GetString());
        Assert.Equal("system", message.GetProperty("fromPeerId").GetString());
        Assert.Equal(sent.GetProperty("msg-id").GetString(), message.GetProperty("id").GetString());
        Assert.Equal(sent.GetProperty("timestamp").GetInt64(), message.GetProperty("timestamp").GetInt64());
        Assert.Equal(["tom"], Texts(message.GetProperty("mentionPids")));
        var item = Assert.Single((await AskAsync(server, "GET", $"/1.2/rtm/conversations/{id}/messages")).EnumerateArray());
        Assert.Equal("welcome", item.GetProperty("data").GetString());
        Assert.Equal(id, item.GetProperty("conv-id").GetString());
    }

    [Fact]
    public async Task A_transient_message_is_not_kept()
    {
        var server = await StartAsync();
        var tom = await LoginAsync(server, "tom");
        var id = await CreateAsync(server, "conversations", """{"m":["tom"]}""");
        await AskAsync(server, "POST", $"/1.2/rtm/conversations/{id}/messages", """{"from_client":"system","message":"now","transient":true}""");
        Assert.True((await ReceiveAsync(tom, "direct")).GetProperty("transient").GetBoolean());
        await AskAsync(server, "POST", "/1.1/rtm/messages", $$"""{"from_peer":"system","conv_id":"{{id}}","message":"old"}""");
        Assert.True((await ReceiveAsync(tom, "direct")).GetProperty("transient").GetBoolean());
        Assert.Empty((await AskAsync(server, "GET", $"/1.2/rtm/conversations/{id}/messages")).EnumerateArray());
    }

    [Fact]
    public async Task The_sender_hears_of_it_unless_it_is_kept_from_him()
    {
        var server = await StartAsync();
        var tom = await LoginAsync(server, "tom");
        var id = await CreateAsync(server, "conversations", """{"m":["tom"]}""");
        await AskAsync(server, "POST", $"/1.2/rtm/conversations/{id}/messages", """{"from_client":"tom","message":"hidden","no_sync":true}""");
        await AskAsync(server, "POST", $"/1.2/rtm/conversations/{id}/messages", """{"from_client":"tom","message":"shown"}""");
        Assert.Equal("shown", (await ReceiveAsync(tom, "direct")).GetProperty("msg").GetString());
    }

    [Fact]
    public async Task Those_in_a_chat_room_hear_the_system()
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, "chatrooms", "{}");
        var tom = await LoginAsync(server, "tom");
        await tom.AskAsync(2, $$"""{"cmd":"conv","op":"add","cid":"{{id}}","m":["tom"],"i":2,"peerId":"tom"}""");
        await AskAsync(server, "POST", $"/1.2/rtm/chatrooms/{id}/messages", """{"from_client":"system","message":"hello room"}""");
        Assert.Equal("hello room", (await ReceiveAsync(tom, "direct")).GetProperty("msg").GetString());
    }

    [Fact]
    public async Task Subscribers_hear_the_service_and_everybody_its_broadcasts()
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, "service-conversations", """{"name":"news"}""");
        var tom = await LoginAsync(server, "tom");
        var jerry = await LoginAsync(server, "jerry");
        await AskAsync(server, "POST", $"/1.2/rtm/service-conversations/{id}/subscribers", """{"client_id":"tom"}""");
        await AskAsync(server, "POST", $"/1.2/rtm/service-conversations/{id}/broadcasts", """{"from_client":"news","message":"for subscribers"}""");
        await AskAsync(server, "POST", "/1.2/rtm/broadcasts", $$"""{"from_client":"news","conv_id":"{{id}}","message":"for all"}""");

        Assert.Equal("for subscribers", (await ReceiveAsync(tom, "direct")).GetProperty("msg").GetString());
        Assert.Equal("for all", (await ReceiveAsync(tom, "direct")).GetProperty("msg").GetString());
        Assert.Equal("for all", (await ReceiveAsync(jerry, "direct")).GetProperty("msg").GetString());
        var normal = await CreateAsync(server, "conversations", "{}");
        Assert.Equal((HttpStatusCode.BadRequest, 4313),
            await RefusalAsync(server, "POST", "/1.2/rtm/broadcasts", $$"""{"from_client":"news","conv_id":"{{normal}}","message":"x"}"""));
    }

    [Fact]
    public async Task History_is_walked_as_the_table_of_the_protocol_says()
    {
        var server = await StartAsync();
        var conversation = await CreateAsync(server, "conversations", "{}");
        var at = new List<(string Id, long Time)>();
        foreach (var text in new[] { "1", "2", "3" })
        {
            var sent = await AskAsync(server, "POST", $"/1.2/rtm/conversations/{conversation}/messages", $$"""{"from_client":"system","message":"{{text}}"}""");
            at.Add((sent.GetProperty("msg-id").GetString()!, sent.GetProperty("timestamp").GetInt64()));
        }

        Assert.Equal(["3", "2", "1"], await WalkAsync(""));
        Assert.Equal(["3"], await WalkAsync("?limit=1"));
        Assert.Equal(["1", "2"], await WalkAsync("?reversed=true&limit=2"));
        Assert.Equal(["2"], await WalkAsync(Between(2, 0)));
        Assert.Equal(["3", "2"], await WalkAsync(Between(2, 0) + "&include_start=true"));
        Assert.Equal(["2", "1"], await WalkAsync(Between(2, 0) + "&include_stop=true"));
        Assert.Equal(["2"], await WalkAsync(Between(0, 2) + "&reversed=true"));
        Assert.Equal(["1", "2"], await WalkAsync(Between(0, 2) + "&reversed=true&include_start=true"));
        Assert.Equal(["2", "3"], await WalkAsync(Between(0, 2) + "&reversed=true&include_stop=true"));
        Assert.Equal((HttpStatusCode.BadRequest, 400), await RefusalAsync(server, "GET", $"/1.2/rtm/conversations/{conversation}/messages?msgid=x"));
        Assert.Equal(3, (await AskAsync(server, "GET", $"/1.1/rtm/messages/history?convid={conversation}")).GetArrayLength());

        string Between(int start, int end) =>
            $"?msgid={Uri.EscapeDataString(at[start].Id)}&timestamp={at[start].Time}" +
            $"&till_msgid={Uri.EscapeDataString(at[end].Id)}&till_timestamp={at[end].Time}";

        async Task<string?[]> WalkAsync(string query) =>
            [.. (await AskAsync(server, "GET", $"/1.2/rtm/conversations/{conversation}/messages{query}")).EnumerateArray()
                .Select(item => item.GetProperty("data").GetString())];
    }

    [Fact]
    public async Task Messages_of_all_conversations_are_walked_and_those_of_one_sender_too()
    {
        var server = await StartAsync();
        var (one, other) = (await CreateAsync(server, "conversations", "{}"), await CreateAsync(server, "chatrooms", "{}"));
        var sent = await SendAsync("conversations", one, "tom", "1");
        await SendAsync("chatrooms", other, "jerry", "2");
        await SendAsync("chatrooms", other, "tom", "3");
        var place = $"msgid={Uri.EscapeDataString(sent.GetProperty("msg-id").GetString()!)}&timestamp={sent.GetProperty("timestamp")}";

        Assert.Equal("3 2 1", await ReadAsync("/1.2/rtm/messages"));
        Assert.Equal("1 2", await ReadAsync("/1.2/rtm/messages?reversed=true&limit=2"));
        Assert.Equal("2 3", await ReadAsync($"/1.2/rtm/messages?reversed=true&{place}"));
        Assert.Equal("3 1", await ReadAsync("/1.2/rtm/clients/tom/messages"));
        Assert.Equal("", await ReadAsync($"/1.2/rtm/clients/tom/messages?{place}"));
        Assert.Equal("1", await ReadAsync($"/1.2/rtm/clients/tom/messages?{place}&include_start=true"));
        Assert.Equal("3 2 1", await ReadAsync("/1.1/rtm/messages/history"));
        Assert.Equal("2", await ReadAsync("/1.1/rtm/messages/history?from=jerry"));
        Assert.Equal((HttpStatusCode.Unauthorized, 401), await RefusalAsync(server, "GET", "/1.1/rtm/messages/history", key: "demo-key"));

        Task<JsonElement> SendAsync(string kind, string id, string from, string text) =>
            AskAsync(server, "POST", $"/1.2/rtm/{kind}/{id}/messages", $$"""{"from_client":"{{from}}","message":"{{text}}"}""");

        async Task<string> ReadAsync(string path) =>
            string.Join(' ', (await AskAsync(server, "GET", path)).EnumerateArray().Select(item => item.GetProperty("data").GetString()));
    }

    [Fact]
    public async Task A_priority_is_high_normal_or_low()
    {
        var server = await StartAsync();
        var room = await CreateAsync(server, "chatrooms", "{}");

        foreach (var priority in (string[])["high", "normal", "low"])
            await AskAsync(server, "POST", $"/1.2/rtm/chatrooms/{room}/messages", $$"""{"from_client":"tom","message":"x","priority":"{{priority}}"}""");
        Assert.Equal(HttpStatusCode.BadRequest,
            (await RefusalAsync(server, "POST", $"/1.2/rtm/chatrooms/{room}/messages", """{"from_client":"tom","message":"x","priority":"urgent"}""")).Status);
    }

    [Fact]
    public async Task Messages_are_changed_and_recalled_before_the_eyes_of_the_members()
    {
        var server = await StartAsync();
        var tom = await LoginAsync(server, "tom");
        var id = await CreateAsync(server, "conversations", """{"m":["tom"]}""");
        var message = (await AskAsync(server, "POST", $"/1.2/rtm/conversations/{id}/messages", """{"from_client":"system","message":"wrong"}"""))
            .GetProperty("msg-id").GetString()!;

        await AskAsync(server, "PUT", $"/1.2/rtm/conversations/{id}/messages/{Uri.EscapeDataString(message)}", """{"message":"right"}""");
        Assert.Equal("right", (await ReceiveAsync(tom, "patch", "modify")).GetProperty("patches")[0].GetProperty("data").GetString());
        await AskAsync(server, "PUT", $"/1.2/rtm/conversations/{id}/messages/{Uri.EscapeDataString(message)}/recall");
        Assert.True((await ReceiveAsync(tom, "patch", "modify")).GetProperty("patches")[0].GetProperty("recall").GetBoolean());
        Assert.Equal((HttpStatusCode.NotFound, 4404), await RefusalAsync(server, "PUT", $"/1.2/rtm/conversations/{id}/messages/none/recall"));
        Assert.Equal((HttpStatusCode.NotFound, 4404),
            await RefusalAsync(server, "PUT", $"/1.2/rtm/conversations/{id}/messages/{Uri.EscapeDataString(message)}",
            """{"message":"x","from_client":"tom"}"""));
        Assert.Equal((HttpStatusCode.NotFound, 4404),
            await RefusalAsync(server, "PUT", $"/1.2/rtm/conversations/{id}/messages/{Uri.EscapeDataString(message)}/recall",
            """{"from_client":"system","timestamp":1}"""));
    }

    [Theory]
    [InlineData(".0", HttpStatusCode.OK)]
    [InlineData("000e-3", HttpStatusCode.OK)]
    [InlineData(".5", HttpStatusCode.BadRequest)]
    [InlineData("e400", HttpStatusCode.BadRequest)]
    public async Task A_time_is_the_same_number_however_it_is_written(string more, HttpStatusCode expected)
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, "conversations", """{"m":["tom"]}""");
        var sent = await AskAsync(server, "POST", $"/1.2/rtm/conversations/{id}/messages", """{"from_client":"system","message":"x"}""");
        var path = $"/1.2/rtm/conversations/{id}/messages/{Uri.EscapeDataString(sent.GetProperty("msg-id").GetString()!)}/recall";
        using var answer = await CallAsync(server, "PUT", path, $$"""{"timestamp":{{sent.GetProperty("timestamp")}}{{more}}}""");
        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("/1.2/rtm/conversations/{id}/messages/{mid}?from_client=")]
    [InlineData("/1.1/rtm/messages/logs?convid={id}&msgid={mid}&from=")]
    public async Task A_message_is_deleted_from_the_history_and_nobody_is_told(string path)
    {
        var server = await StartAsync();
        var tom = await LoginAsync(server, "tom");
        var id = await CreateAsync(server, "conversations", """{"m":["tom"]}""");
        var sent = await AskAsync(server, "POST", $"/1.2/rtm/conversations/{id}/messages", """{"from_client":"system","message":"gone"}""");
        await AskAsync(server, "POST", $"/1.2/rtm/conversations/{id}/messages", """{"from_client":"system","message":"stays"}""");
        path = path.Replace("{id}", id, StringComparison.Ordinal).Replace("{mid}", sent.GetProperty("msg-id").GetString(), StringComparison.Ordinal);

        Assert.Equal((HttpStatusCode.NotFound, 4404), await RefusalAsync(server, "DELETE", path + "tom"));
        await AskAsync(server, "DELETE", path + "system");

        var item = Assert.Single((await AskAsync(server, "GET", $"/1.2/rtm/conversations/{id}/messages")).EnumerateArray());
        Assert.Equal("stays", item.GetProperty("data").GetString());
        Assert.Equal(["gone", "stays"],
            [(await ReceiveAsync(tom, "direct")).GetProperty("msg").GetString(), (await ReceiveAsync(tom, "direct")).GetProperty("msg").GetString()]);
        Assert.Equal((HttpStatusCode.NotFound, 4404), await RefusalAsync(server, "DELETE", path + "system"));
    }

    [Fact]
    public async Task Clients_that_were_away_never_see_a_deleted_message()
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, "conversations", """{"m":["tom"]}""");
        List<string> sent = [];
        foreach (var text in (string[])["kept", "gone"])
            sent.Add((await AskAsync(server, "POST", $"/1.2/rtm/conversations/{id}/messages", $$"""{"from_client":"system","message":"{{text}}"}"""))
                .GetProperty("msg-id").GetString()!);
        await AskAsync(server, "DELETE", $"/1.2/rtm/conversations/{id}/messages/{Uri.EscapeDataString(sent[1])}");

        var tom = await LoginAsync(server, "tom");
        var unread = Assert.Single((await ReceiveAsync(tom, "unread")).GetProperty("convs").EnumerateArray());
        Assert.Equal((1, sent[0]), (unread.GetProperty("unread").GetInt32(), unread.GetProperty("mid").GetString()));
        var logs = await tom.AskAsync(2, $$"""{"cmd":"logs","cid":"{{id}}","i":2,"peerId":"tom"}""");
        Assert.Equal(["kept"], logs.GetProperty("logs").EnumerateArray().Select(item => item.GetProperty("data").GetString()));
        var found = await tom.AskAsync(3, $$"""{"cmd":"conv","op":"query","where":{"objectId":"{{id}}"},"flag":2,"i":3,"peerId":"tom"}""");
        Assert.Equal("kept", found.GetProperty("results")[0].GetProperty("msg").GetString());
        Assert.Equal(1, (await AskAsync(server, "GET", "/1.2/rtm/clients/tom/unread-count")).GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task What_a_service_told_its_subscribers_can_be_deleted_too()
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, "service-conversations", "{}");
        var sent = await AskAsync(server, "POST", $"/1.2/rtm/service-conversations/{id}/broadcasts", """{"from_client":"news","message":"gone"}""");
        await AskAsync(server, "DELETE",
            $"/1.2/rtm/service-conversations/{id}/messages/{Uri.EscapeDataString(sent.GetProperty("msg-id").GetString()!)}" +
            $"?from_client=news&timestamp={sent.GetProperty("timestamp")}");
        Assert.Empty((await AskAsync(server, "GET", $"/1.2/rtm/service-conversations/{id}/messages")).EnumerateArray());
    }

    [Fact]
    public async Task A_message_over_the_rate_is_answered_with_429()
    {
        var server = await StartAsync(new LeanServerOptions
        {
            Engine = new ServerOptions { Limits = ServerLimits.Default with { OperatorMessagesPerMinute = 1 } },
        });
        var id = await CreateAsync(server, "conversations", "{}");
        await AskAsync(server, "POST", $"/1.2/rtm/conversations/{id}/messages", """{"from_client":"system","message":"x"}""");
        Assert.Equal((HttpStatusCode.TooManyRequests, 4116),
            await RefusalAsync(server, "POST", $"/1.2/rtm/conversations/{id}/messages", """{"from_client":"system","message":"x"}"""));
    }

    [Theory]
    [InlineData("/1.2/rtm/conversations/{0}/messages", "\"from_client\":\"system\"")]
    [InlineData("/1.1/rtm/messages", "\"from_peer\":\"system\",\"conv_id\":\"{0}\"")]
    public async Task Push_data_counts_with_the_message(string path, string sender)
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, "conversations", "{}");
        var (target, fields) = (path.Replace("{0}", id, StringComparison.Ordinal), sender.Replace("{0}", id, StringComparison.Ordinal));
        // 5,120 bytes are taken: 5,000 of the message, and {"alert":"…"} with 108 in it.
        await AskAsync(server, "POST", target, Body(108));
        Assert.Equal((HttpStatusCode.BadRequest, 4109), await RefusalAsync(server, "POST", target, Body(109)));
        Assert.Equal((HttpStatusCode.BadRequest, 400), await RefusalAsync(server, "POST", target, $$"""{{{fields}},"message":"x","push_data":"alert"}"""));

        string Body(int length) => $$$"""{{{{fields}}},"message":"{{{new string('x', 5000)}}}","push_data":{"alert":"{{{new string('y', length)}}}"}}""";
    }

    [Fact]
    public async Task A_body_too_long_and_too_many_mentions_are_refused()
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, "conversations", "{}");
        var path = $"/1.2/rtm/conversations/{id}/messages";
        Assert.Equal((HttpStatusCode.BadRequest, 4109),
            await RefusalAsync(server, "POST", path, $$"""{"from_client":"system","message":"{{new string('x', 5121)}}"}"""));
        Assert.Equal((HttpStatusCode.BadRequest, 4103), await RefusalAsync(server, "POST", path, """{"from_client":"","message":"x"}"""));
        Assert.Equal((HttpStatusCode.BadRequest, 400),
            await RefusalAsync(server, "POST", path,
            $$"""{"from_client":"system","message":"x","mention_client_ids":[{{string.Join(',', Enumerable.Repeat("\"a\"", 21))}}]}"""));
    }
}
