using System.Net;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Messages in the older spelling (protocol.md §10.4).</summary>
[Trait("Speed", "slow")]
public class RestOldMessageTests : RestTest
{
    [Theory]
    [InlineData("")]
    [InlineData(",\"transient\":null")]
    [InlineData(",\"transient\":true")]
    public async Task A_message_is_transient_unless_it_says_otherwise(string said)
    {
        var server = await StartAsync();
        var conversationId = await CreateAsync(server, "conversations", "{}");
        await AskAsync(server, "POST", "/1.1/rtm/messages", $$"""{"from_peer":"system","conv_id":"{{conversationId}}","message":"hi"{{said}}}""");
        Assert.Equal(0, (await AskAsync(server, "GET", $"/1.2/rtm/conversations/{conversationId}/messages")).GetArrayLength());
    }

    [Fact]
    public async Task Messages_are_changed_and_recalled_before_the_eyes_of_the_members()
    {
        var server = await StartAsync();
        var tom = await LoginAsync(server, "tom");
        var id = await CreateAsync(server, "conversations", """{"m":["tom"]}""");
        var (message, timestamp) = await SendAsync(server, id, "wrong");

        await PatchAsync(server, $$"""{"conv_id":"{{id}}","msg_id":"{{message}}","from_peer":"system","timestamp":{{timestamp}},"message":"right"}""");
        Assert.Equal("right", (await ReceiveAsync(tom, "patch", "modify")).GetProperty("patches")[0].GetProperty("data").GetString());
        await PatchAsync(server, $$"""{"conv_id":"{{id}}","msg_id":"{{message}}","recall":true}""");
        Assert.True((await ReceiveAsync(tom, "patch", "modify")).GetProperty("patches")[0].GetProperty("recall").GetBoolean());

        Assert.Equal((HttpStatusCode.NotFound, 4404),
            await RefusalAsync(server, "POST", "/1.1/rtm/patch/message", $$"""{"conv_id":"{{id}}","msg_id":"{{message}}","from_peer":"tom","message":"x"}"""));
        Assert.Equal((HttpStatusCode.NotFound, 4404),
            await RefusalAsync(server, "POST", "/1.1/rtm/patch/message",
            $$"""{"conv_id":"{{id}}","msg_id":"{{message}}","timestamp":{{timestamp + 1}},"message":"x"}"""));
        Assert.Equal((HttpStatusCode.BadRequest, 400),
            await RefusalAsync(server, "POST", "/1.1/rtm/patch/message", $$"""{"conv_id":"{{id}}","msg_id":"{{message}}"}"""));
    }

    [Fact]
    public async Task The_stored_copy_is_rewritten_and_nobody_is_told()
    {
        var server = await StartAsync();
        var tom = await LoginAsync(server, "tom");
        var id = await CreateAsync(server, "conversations", """{"m":["tom"]}""");
        var (message, timestamp) = await SendAsync(server, id, "secret");
        await AskAsync(server, "PUT", "/1.1/rtm/messages/logs",
            $$"""{"conv-id":"{{id}}","msg-id":"{{message}}","timestamp":{{timestamp}},"from":"system","to":"{{id}}","is-conv":true,"is-room":false,"bin":false,"data":"###"}""");
        await SendAsync(server, id, "next");

        Assert.Equal("secret", (await ReceiveAsync(tom, "direct")).GetProperty("msg").GetString());
        Assert.Equal("direct", (await tom.ReceiveAsync(_ => true)).GetProperty("cmd").GetString());
        Assert.Equal("next ###", await HistoryAsync(server, $"convid={id}"));
        await AskAsync(server, "PUT", "/1.1/rtm/messages/logs", $$"""{"conv-id":"{{id}}","msg-id":"{{message}}","bin":true,"data":"AQID"}""");
        Assert.True((await AskAsync(server, "GET", $"/1.1/rtm/messages/history?convid={id}"))[1].GetProperty("bin").GetBoolean());
        Assert.Equal((HttpStatusCode.BadRequest, 4114),
            await RefusalAsync(server, "PUT", "/1.1/rtm/messages/logs", $$"""{"conv-id":"{{id}}","msg-id":"{{message}}","bin":true,"data":"###"}"""));
        Assert.Equal((HttpStatusCode.NotFound, 4404),
            await RefusalAsync(server, "PUT", "/1.1/rtm/messages/logs", $$"""{"conv-id":"{{id}}","msg-id":"{{message}}","from":"tom","data":"x"}"""));
    }

    [Fact]
    public async Task History_is_found_under_both_old_paths_and_both_old_names_of_its_start()
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, "conversations", "{}");
        await SendAsync(server, id, "first");
        var (message, timestamp) = await SendAsync(server, id, "second");
        Assert.Equal("second first", await HistoryAsync(server, $"convid={id}"));
        Assert.Equal("first", await HistoryAsync(server, $"convid={id}&max_ts={timestamp}&msgid={Uri.EscapeDataString(message)}"));
        Assert.Equal("first", await HistoryAsync(server, $"convid={id}&timestamp={timestamp}&msgid={Uri.EscapeDataString(message)}"));
        Assert.Equal(2, (await AskAsync(server, "GET", $"/1.1/rtm/messages/logs?convid={id}")).GetArrayLength());
    }

    [Fact]
    public async Task Counts_what_a_client_has_not_read()
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, "conversations", """{"m":["tom"]}""");
        var other = await CreateAsync(server, "conversations", """{"m":["tom"]}""");
        foreach (var conversation in new[] { id, id, other })
            await SendAsync(server, conversation, "x");
        Assert.Equal(3, (await AskAsync(server, "GET", "/1.1/rtm/messages/unread/tom", key: "demo-key")).GetProperty("count").GetInt32());
        Assert.Equal(2, (await AskAsync(server, "GET", $"/1.1/rtm/messages/unread/tom/{id}", key: "demo-key")).GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Subscribers_hear_what_is_sent_to_all_of_them_and_to_everybody()
    {
        var server = await StartAsync();
        var tom = await LoginAsync(server, "tom");
        var id = await CreateAsync(server, "service-conversations", "{}");
        await AskAsync(server, "POST", $"/1.2/rtm/service-conversations/{id}/subscribers", """{"client_id":"tom"}""");
        await AskAsync(server, "POST", "/1.1/rtm/broadcast/subscriber",
            $$"""{"from_peer":"news","conv_id":"{{id}}","message":"for subscribers","push":"alert"}""");
        Assert.Equal("for subscribers", (await ReceiveAsync(tom, "direct")).GetProperty("msg").GetString());
        await AskAsync(server, "POST", "/1.1/rtm/broadcast", $$"""{"from_peer":"news","conv_id":"{{id}}","message":"for all"}""");
        Assert.Equal("for all", (await ReceiveAsync(tom, "direct")).GetProperty("msg").GetString());
        var normal = await CreateAsync(server, "conversations", "{}");
        Assert.Equal((HttpStatusCode.NotFound, 404),
            await RefusalAsync(server, "POST", "/1.1/rtm/broadcast/subscriber", $$"""{"from_peer":"news","conv_id":"{{normal}}","message":"x"}"""));
    }

    async Task<(string Id, long Timestamp)> SendAsync(LeanServer server, string conversationId, string text)
    {
        var sent = await AskAsync(server, "POST", "/1.1/rtm/messages",
            $$"""{"from_peer":"system","conv_id":"{{conversationId}}","message":"{{text}}","transient":false}""");
        return (sent.GetProperty("msg-id").GetString()!, sent.GetProperty("timestamp").GetInt64());
    }

    async Task PatchAsync(LeanServer server, string body) => await AskAsync(server, "POST", "/1.1/rtm/patch/message", body);

    async Task<string> HistoryAsync(LeanServer server, string query) =>
        string.Join(' ', (await AskAsync(server, "GET", $"/1.1/rtm/messages/history?{query}")).EnumerateArray()
            .Select(item => item.GetProperty("data").GetString()));
}
