using System.Net;
using System.Text.Json;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Whole tables over REST, for who takes an application's data elsewhere.</summary>
public class RestScanTests : RestTest
{
    [Fact]
    public async Task All_kinds_of_conversations_come_by_id_page_by_page()
    {
        var server = await StartAsync();
        var ids = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            ids.Add(await CreateAsync(server, "conversations", $$"""{"m":["tom"],"level":{{number}}}"""));
            ids.Add(await CreateAsync(server, "chatrooms", """{"name":"room"}"""));
            ids.Add(await CreateAsync(server, "service-conversations", """{"name":"news"}"""));
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), await WalkAsync(server, "/1.1/scan/classes/_Conversation?limit=4"));
        Assert.Equal([ids[9]], await WalkAsync(server, $"/1.1/scan/classes/_Conversation?where={Uri.EscapeDataString("""{"level":3}""")}"));
        var page = await AskAsync(server, "GET", "/1.1/scan/classes/_Conversation?limit=1");
        Assert.Equal(
            (await AskAsync(server, "GET", $"/1.1/classes/_Conversation/{page.GetProperty("results")[0].GetProperty("objectId").GetString()}")).GetRawText(),
            page.GetProperty("results")[0].GetRawText());
        Assert.Equal((HttpStatusCode.BadRequest, 4310),
            await RefusalAsync(server, "GET", $"/1.1/scan/classes/_Conversation?where={Uri.EscapeDataString("""{"name":{"$regex":"("}}""")}"));
        Assert.Equal((HttpStatusCode.NotFound, 404), await RefusalAsync(server, "GET", "/1.1/scan/classes/_User"));
    }

    [Fact]
    public async Task All_files_come_by_id_with_their_addresses()
    {
        var server = await StartAsync();
        var ids = new List<string>();
        for (var number = 0; number < 3; number++)
        {
            using var answer = await CallAsync(server, "POST", "/1.1/files", $$$"""{"name":"k{{{number}}}.png","url":"https://files.example/{{{number}}}"}""");
            using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Patience));
            ids.Add(document.RootElement.GetProperty("objectId").GetString()!);
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), await WalkAsync(server, "/1.1/scan/classes/_File?limit=2"));
        Assert.Equal((HttpStatusCode.Unauthorized, 401), await RefusalAsync(server, "GET", "/1.1/scan/classes/_File", key: "demo-key"));
    }

    [Fact]
    public async Task Operators_are_told_whom_alone_a_message_of_a_service_conversation_is_for()
    {
        var server = await StartAsync();
        var news = await CreateAsync(server, "service-conversations", """{"name":"news"}""");
        await AskAsync(server, "POST", $"/1.2/rtm/service-conversations/{news}/messages",
            """{"from_client":"news","message":"for two","to_clients":["tom","jerry"]}""");
        await AskAsync(server, "POST", $"/1.2/rtm/service-conversations/{news}/broadcasts", """{"from_client":"news","message":"for all"}""");

        foreach (var path in (string[])[$"/1.2/rtm/service-conversations/{news}/messages", "/1.2/rtm/messages"])
        {
            var messages = await AskAsync(server, "GET", path);
            Assert.False(messages[0].TryGetProperty("to_clients", out _));
            Assert.Equal(["tom", "jerry"], Texts(messages[1].GetProperty("to_clients")));
        }
    }

    async Task<List<string>> WalkAsync(LeanServer server, string path)
    {
        var ids = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await AskAsync(server, "GET", cursor.Length == 0 ? path : $"{path}&cursor={cursor}");
            ids.AddRange(page.GetProperty("results").EnumerateArray().Select(row => row.GetProperty("objectId").GetString()!));
            cursor = page.TryGetProperty("cursor", out var next) ? next.GetString() : null;
        }
        return ids;
    }
}
