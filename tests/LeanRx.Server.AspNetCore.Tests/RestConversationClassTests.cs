using System.Net;
using System.Text.Json;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Conversations as objects of the class <c>_Conversation</c> (protocol.md §10.4).</summary>
[Trait("Speed", "slow")]
public class RestConversationClassTests : RestTest
{
    const string Path = "/1.1/classes/_Conversation";

    [Fact]
    public async Task An_object_is_created_read_changed_and_deleted()
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, """{"name":"Game","c":"tom","m":["tom"],"attr":{"color":"red"},"round":1}""");
        var changed = await AskAsync(server, "PUT", $"{Path}/{id}",
            """{"name":"New","round":{"__op":"Increment","amount":2},"attr.color":{"__op":"Delete"}}""");
        Assert.Equal(id, changed.GetProperty("objectId").GetString());

        var found = await AskAsync(server, "GET", $"{Path}/{id}");
        Assert.Equal("New", found.GetProperty("name").GetString());
        Assert.Equal(3, found.GetProperty("round").GetInt32());
        Assert.Equal("{}", found.GetProperty("attr").GetRawText());
        Assert.Equal(changed.GetProperty("updatedAt").GetString(), found.GetProperty("updatedAt").GetString());

        await AskAsync(server, "DELETE", $"{Path}/{id}");
        Assert.Equal((HttpStatusCode.NotFound, 404), await RefusalAsync(server, "GET", $"{Path}/{id}"));
        Assert.Equal((HttpStatusCode.NotFound, 4303), await RefusalAsync(server, "DELETE", $"{Path}/{id}"));
    }

    [Fact]
    public async Task The_flags_tr_and_sys_choose_the_kind()
    {
        var server = await StartAsync();
        var room = await CreateAsync(server, """{"tr":true}""");
        var service = await CreateAsync(server, """{"sys":true}""");
        Assert.Equal(room, (await AskAsync(server, "GET", $"/1.2/rtm/chatrooms/{room}")).GetProperty("objectId").GetString());
        Assert.Equal(service, (await AskAsync(server, "GET", $"/1.2/rtm/service-conversations/{service}")).GetProperty("objectId").GetString());
        Assert.Equal((HttpStatusCode.BadRequest, 400), await RefusalAsync(server, "POST", Path, """{"tr":true,"sys":true}"""));
        Assert.Equal((HttpStatusCode.BadRequest, 400), await RefusalAsync(server, "POST", Path, """{"tr":true,"m":["tom"]}"""));
    }

    [Fact]
    public async Task Members_come_and_go_by_operations_and_are_told()
    {
        var server = await StartAsync();
        var tom = await LoginAsync(server, "tom");
        var id = await CreateAsync(server, """{"m":{"__op":"AddUnique","objects":["tom"]}}""");
        Assert.Equal(["tom"], Texts((await ReceiveAsync(tom, "conv", "members-joined")).GetProperty("m")));

        await AskAsync(server, "PUT", $"{Path}/{id}", """{"m":{"__op":"AddUnique","objects":["jerry","tom"]},"name":"Two"}""");
        Assert.Equal(["jerry"], Texts((await ReceiveAsync(tom, "conv", "members-joined")).GetProperty("m")));
        Assert.Equal("Two", (await ReceiveAsync(tom, "conv", "updated")).GetProperty("attr").GetProperty("name").GetString());

        await AskAsync(server, "PUT", $"{Path}/{id}", """{"m":{"__op":"Remove","objects":["jerry","stranger"]}}""");
        Assert.Equal(["jerry"], Texts((await ReceiveAsync(tom, "conv", "members-left")).GetProperty("m")));

        await AskAsync(server, "PUT", $"{Path}/{id}", """{"m":["mary","spike"]}""");
        await ReceiveAsync(tom, "conv", "left");
        Assert.Equal(["mary", "spike"], Texts((await AskAsync(server, "GET", $"{Path}/{id}")).GetProperty("m")));
    }

    [Fact]
    public async Task A_change_refused_in_one_part_is_not_done_in_another()
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, """{"name":"Old","m":["tom"],"round":"one"}""");
        Assert.Equal((HttpStatusCode.BadRequest, 4306),
            await RefusalAsync(server, "PUT", $"{Path}/{id}", """{"m":["jerry"],"name":"New","round":{"__op":"Increment","amount":1}}"""));
        Assert.Equal((HttpStatusCode.BadRequest, 4103), await RefusalAsync(server, "PUT", $"{Path}/{id}", """{"m":["jerry",""],"name":"New"}"""));
        var found = await AskAsync(server, "GET", $"{Path}/{id}");
        Assert.Equal("Old", found.GetProperty("name").GetString());
        Assert.Equal(["tom"], Texts(found.GetProperty("m")));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("\"tom\"")]
    [InlineData("[1]")]
    [InlineData("{}")]
    [InlineData("""{"__op":"Increment","objects":["tom"]}""")]
    [InlineData("""{"__op":1,"objects":["tom"]}""")]
    [InlineData("""{"__op":"Add","objects":"tom"}""")]
    [InlineData("""{"__op":"\ud800","objects":["tom"]}""")]
    [InlineData("""{"\ud800":1}""")]
    public async Task Members_that_are_no_list_are_refused(string members)
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, "{}");
        Assert.Equal((HttpStatusCode.BadRequest, 400), await RefusalAsync(server, "PUT", $"{Path}/{id}", $$"""{"m":{{members}}}"""));
        Assert.Equal((HttpStatusCode.BadRequest, 400), await RefusalAsync(server, "POST", Path, $$"""{"m":{{members}}}"""));
    }

    [Fact]
    public async Task Queries_filter_sort_cut_and_count()
    {
        var server = await StartAsync();
        foreach (var round in (int[])[2, 3, 1])
            await CreateAsync(server, $$"""{"round":{{round}},"tr":{{(round == 3 ? "true" : "false")}}}""");

        Assert.Equal("1 2 3", Rounds(await AskAsync(server, "GET", $"{Path}?order=round")));
        Assert.Equal("3 2 1", Rounds(await AskAsync(server, "GET", $"{Path}?order=-round")));
        Assert.Equal("2", Rounds(await AskAsync(server, "GET", $"{Path}?order=round&skip=1&limit=1")));
        var where = Uri.EscapeDataString("""{"round":{"$gt":1}}""");
        var counted = await AskAsync(server, "GET", $"{Path}?where={where}&count=1&limit=0");
        Assert.Equal(2, counted.GetProperty("count").GetInt32());
        Assert.Empty(Rounds(counted));
        Assert.Equal((HttpStatusCode.BadRequest, 4310), await RefusalAsync(server, "GET", $"{Path}?order=,"));
        Assert.Equal((HttpStatusCode.BadRequest, 4310), await RefusalAsync(server, "GET", $"{Path}?where={Uri.EscapeDataString("""{"name":"\ud800"}""")}"));
    }

    static string Rounds(JsonElement page) =>
        string.Join(' ', page.GetProperty("results").EnumerateArray().Select(item => item.GetProperty("round").GetInt32()));

    async Task<string> CreateAsync(LeanServer server, string body)
    {
        using var answer = await CallAsync(server, "POST", Path, body);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Patience));
        return document.RootElement.GetProperty("objectId").GetString()!;
    }
}
