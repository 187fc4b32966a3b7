using System.Net;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Conversations and their members over REST (protocol.md §10.1).</summary>
public class RestConversationTests : RestTest
{
    [Fact]
    public async Task A_created_conversation_has_its_columns_and_tells_its_members()
    {
        var server = await StartAsync();
        var tom = await LoginAsync(server, "tom");
        var created = await AskAsync(server, "POST", "/1.2/rtm/conversations", """{"name":"Game","m":["tom","jerry"],"attr":{"color":"red"},"round":3}""");
        var id = created.GetProperty("objectId").GetString();

        var told = await ReceiveAsync(tom, "conv", "members-joined");
        Assert.Equal(id, told.GetProperty("cid").GetString());
        Assert.Equal(["tom", "jerry"], Texts(told.GetProperty("m")));
        var found = await AskAsync(server, "GET", $"/1.2/rtm/conversations/{id}");
        Assert.Equal("Game", found.GetProperty("name").GetString());
        Assert.Equal("red", found.GetProperty("attr").GetProperty("color").GetString());
        Assert.Equal(3, found.GetProperty("round").GetInt32());
        Assert.Equal(["tom", "jerry"], Texts(found.GetProperty("m")));
    }

    [Fact]
    public async Task A_unique_conversation_is_created_once()
    {
        var server = await StartAsync();
        var first = await CreateAsync(server, "conversations", """{"m":["tom","jerry"],"unique":true}""");
        Assert.Equal(first, await CreateAsync(server, "conversations", """{"m":["jerry","tom"],"unique":true}"""));
        Assert.NotEqual(first, await CreateAsync(server, "conversations", """{"m":["jerry","tom"]}"""));
    }

    [Fact]
    public async Task Queries_find_one_kind_and_pages_of_it()
    {
        var server = await StartAsync();
        await CreateAsync(server, "conversations", """{"name":"a","round":1}""");
        var second = await CreateAsync(server, "conversations", """{"name":"b","round":2}""");
        var room = await CreateAsync(server, "chatrooms", """{"name":"lobby"}""");
        var service = await CreateAsync(server, "service-conversations", """{"name":"news"}""");

        Assert.Equal([second], await FindAsync("/1.2/rtm/conversations?where=" + Uri.EscapeDataString("""{"round":{"$gt":1}}""")));
        Assert.Equal([room], await FindAsync("/1.2/rtm/chatrooms"));
        Assert.Equal([service], await FindAsync("/1.2/rtm/service-conversations"));
        Assert.Equal(4, (await FindAsync("/1.2/rtm/all-conversations")).Length);
        Assert.Single(await FindAsync("/1.2/rtm/all-conversations?skip=3&limit=5"));
        Assert.Empty(await FindAsync("/1.2/rtm/all-conversations?limit=0"));
        Assert.Equal((HttpStatusCode.BadRequest, 4310),
            await RefusalAsync(server, "GET", "/1.2/rtm/conversations?where=" + Uri.EscapeDataString("""{"round":{"$near":1}}""")));

        async Task<string?[]> FindAsync(string path) =>
            [.. (await AskAsync(server, "GET", path)).GetProperty("results").EnumerateArray().Select(item => item.GetProperty("objectId").GetString())];
    }

    [Fact]
    public async Task Changed_columns_are_told_to_the_members()
    {
        var server = await StartAsync();
        var tom = await LoginAsync(server, "tom");
        var id = await CreateAsync(server, "conversations", """{"m":["tom"],"attr":{"color":"red"}}""");
        var changed = await AskAsync(server, "PUT", $"/1.2/rtm/conversations/{id}", """{"name":"New","attr.color":"blue","m":["nobody"]}""");

        Assert.Equal(id, changed.GetProperty("objectId").GetString());
        var told = await ReceiveAsync(tom, "conv", "updated");
        Assert.Equal("New", told.GetProperty("attr").GetProperty("name").GetString());
        var found = await AskAsync(server, "GET", $"/1.2/rtm/conversations/{id}");
        Assert.Equal("blue", found.GetProperty("attr").GetProperty("color").GetString());
        Assert.Equal(["tom"], Texts(found.GetProperty("m")));
    }

    [Fact]
    public async Task A_deleted_conversation_is_gone()
    {
        var server = await StartAsync();
        var tom = await LoginAsync(server, "tom");
        var id = await CreateAsync(server, "conversations", """{"m":["tom"]}""");
        await AskAsync(server, "DELETE", $"/1.2/rtm/conversations/{id}");

        Assert.Equal((HttpStatusCode.NotFound, 404), await RefusalAsync(server, "GET", $"/1.2/rtm/conversations/{id}"));
        await tom.SendAsync($$"""{"cmd":"direct","cid":"{{id}}","msg":"hi","i":2,"peerId":"tom"}""");
        var refused = await tom.ReceiveAsync(frame => frame.TryGetProperty("i", out var i) && i.GetInt32() == 2);
        Assert.Equal(4401, refused.GetProperty("code").GetInt32());
    }

    [Fact]
    public async Task Members_come_and_go_and_are_told()
    {
        var server = await StartAsync();
        var tom = await LoginAsync(server, "tom");
        var id = await CreateAsync(server, "conversations", """{"m":["tom"]}""");
        await AskAsync(server, "POST", $"/1.2/rtm/conversations/{id}/members", """{"client_ids":["jerry","tom","jerry"]}""");
        var told = await tom.ReceiveAsync(frame => frame.TryGetProperty("m", out var members) && Texts(members) is ["jerry"]);
        Assert.Equal("", told.GetProperty("initBy").GetString()); // Nobody did it, and older SDKs need the field (protocol.md §4.4.2).
        Assert.Equal(["tom", "jerry"], Texts((await AskAsync(server, "GET", $"/1.2/rtm/conversations/{id}/members")).GetProperty("result")));

        await AskAsync(server, "DELETE", $"/1.2/rtm/conversations/{id}/members", """{"client_ids":["tom"]}""");
        await ReceiveAsync(tom, "conv", "left");
        Assert.Equal(["jerry"], Texts((await AskAsync(server, "GET", $"/1.2/rtm/conversations/{id}/members")).GetProperty("result")));
    }

    [Fact]
    public async Task Members_are_muted_and_ring_again()
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, "conversations", """{"m":["tom","jerry"]}""");
        await AskAsync(server, "POST", $"/1.2/rtm/conversations/{id}/mutes", """{"client_ids":["tom","stranger"]}""");
        Assert.Equal(["tom"], Texts((await AskAsync(server, "GET", $"/1.2/rtm/conversations/{id}/mutes")).GetProperty("result")));
        await AskAsync(server, "DELETE", $"/1.2/rtm/conversations/{id}/mutes", """{"client_ids":["tom"]}""");
        Assert.Empty(Texts((await AskAsync(server, "GET", $"/1.2/rtm/conversations/{id}/mutes")).GetProperty("result")));
    }

    [Fact]
    public async Task A_chat_room_tells_who_is_in_it()
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, "chatrooms", """{"name":"lobby"}""");
        var tom = await LoginAsync(server, "tom");
        await tom.AskAsync(2, $$"""{"cmd":"conv","op":"add","cid":"{{id}}","m":["tom"],"i":2,"peerId":"tom"}""");

        Assert.Equal(["tom"], Texts((await AskAsync(server, "GET", $"/1.2/rtm/chatrooms/{id}/members")).GetProperty("result")));
        Assert.Equal(1, (await AskAsync(server, "GET", $"/1.2/rtm/chatrooms/{id}/members/online-count")).GetProperty("result").GetInt32());
        Assert.Equal(1, (await AskAsync(server, "GET", $"/1.1/rtm/transient_group/onlines?gid={id}", key: "demo-key")).GetProperty("result").GetInt32());
    }

    [Fact]
    public async Task Clients_subscribe_to_a_service_conversation_in_pages()
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, "service-conversations", """{"name":"news"}""");
        foreach (var client in new[] { "tom", "jerry", "spike" })
            await AskAsync(server, "POST", $"/1.2/rtm/service-conversations/{id}/subscribers", $$"""{"client_id":"{{client}}"}""");
        await AskAsync(server, "DELETE", $"/1.2/rtm/service-conversations/{id}/subscribers/jerry");

        Assert.Equal(2, (await AskAsync(server, "GET", $"/1.2/rtm/service-conversations/{id}/subscribers/count")).GetProperty("count").GetInt32());
        Assert.Equal(["tom"], await PageAsync("?limit=1"));
        Assert.Equal(["spike"], await PageAsync("?limit=1&client_id=tom"));

        async Task<string?[]> PageAsync(string query) =>
            [.. (await AskAsync(server, "GET", $"/1.2/rtm/service-conversations/{id}/subscribers{query}")).EnumerateArray()
                .Select(item => item.GetProperty("subscriber").GetString())];
    }

    [Fact]
    public async Task Clients_subscribe_in_the_older_spelling_too()
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, "service-conversations", "{}");
        foreach (var client in new[] { "tom", "jerry", "spike" })
            await AskAsync(server, "POST", "/1.1/rtm/conversation/subscription", $$"""{"conv_id":"{{id}}","client_id":"{{client}}"}""");
        await AskAsync(server, "DELETE", $"/1.1/rtm/conversation/subscription?conv_id={id}&client_id=jerry");

        Assert.Equal(2, (await AskAsync(server, "GET", $"/1.1/rtm/conversation/subscribers/count?conv_id={id}", key: "demo-key")).GetProperty("count")
            .GetInt32());
        Assert.Equal(2, (await AskAsync(server, "GET", $"/1.1/rtm/conversation/subscribed?conv_id={id}", key: "demo-key")).GetProperty("count").GetInt32());
        var page = await AskAsync(server, "GET", $"/1.1/rtm/conversation/subscription?conv_id={id}&limit=1&client_id=tom");
        Assert.Equal("spike", Assert.Single(page.EnumerateArray()).GetProperty("subscriber").GetString());
    }

    [Fact]
    public async Task What_cannot_be_done_is_refused_with_its_code()
    {
        var server = await StartAsync();
        var room = await CreateAsync(server, "chatrooms", "{}");
        var id = await CreateAsync(server, "conversations", """{"m":["tom"]}""");
        var long65 = new string('x', 65);

        Assert.Equal((HttpStatusCode.NotFound, 4303),
            await RefusalAsync(server, "POST", "/1.2/rtm/conversations/nowhere/members", """{"client_ids":["tom"]}"""));
        Assert.Equal((HttpStatusCode.BadRequest, 4314),
            await RefusalAsync(server, "POST", $"/1.2/rtm/conversations/{room}/members", """{"client_ids":["tom"]}"""));
        Assert.Equal((HttpStatusCode.BadRequest, 4103),
            await RefusalAsync(server, "POST", $"/1.2/rtm/conversations/{id}/members", $$"""{"client_ids":["{{long65}}"]}"""));
        Assert.Equal((HttpStatusCode.BadRequest, 4304),
            await RefusalAsync(server, "POST", $"/1.2/rtm/conversations/{id}/members",
            $$"""{"client_ids":[{{string.Join(',', Enumerable.Range(0, 500).Select(number => $"\"c{number}\""))}}]}"""));
        Assert.Equal((HttpStatusCode.BadRequest, 4316), await RefusalAsync(server, "GET", $"/1.2/rtm/chatrooms/{id}/members"));
        Assert.Equal((HttpStatusCode.NotFound, 404), await RefusalAsync(server, "GET", $"/1.2/rtm/chatrooms/{id}"));
        Assert.Equal((HttpStatusCode.BadRequest, 4306),
            await RefusalAsync(server, "PUT", $"/1.2/rtm/conversations/{id}", """{"attr":{"a":1},"attr.a":{"__op":"Increment","amount":"x"}}"""));
    }
}
