using System.Net;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>A recalled message stays recalled, whichever way it is asked for.</summary>
public class RestFinalRecallTests : RestTest
{
    [Theory]
    [InlineData("PUT", "/1.2/rtm/conversations/{0}/messages/{1}", """{"message":"again"}""")]
    [InlineData("POST", "/1.1/rtm/patch/message", """{"conv_id":"{0}","msg_id":"{1}","message":"again"}""")]
    [InlineData("PUT", "/1.1/rtm/messages/logs", """{"conv-id":"{0}","msg-id":"{1}","data":"again"}""")]
    public async Task No_spelling_brings_it_back(string method, string path, string body)
    {
        var (server, id, message) = await RecalledAsync();

        Assert.Equal((HttpStatusCode.NotFound, 4404), await RefusalAsync(server, method, Of(path), Of(body)));

        await AssertRecalledAsync(server, id);

        string Of(string text) => text.Replace("{0}", id, StringComparison.Ordinal).Replace("{1}", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recalling_it_again_is_done_and_changes_nothing()
    {
        var (server, id, message) = await RecalledAsync();

        await AskAsync(server, "PUT", $"/1.2/rtm/conversations/{id}/messages/{message}/recall");
        await AskAsync(server, "POST", "/1.1/rtm/patch/message", $$"""{"conv_id":"{{id}}","msg_id":"{{message}}","recall":true}""");

        await AssertRecalledAsync(server, id);
    }

    async Task<(LeanServer Server, string Conversation, string Message)> RecalledAsync()
    {
        var server = await StartAsync();
        var id = await CreateAsync(server, "conversations", "{}");
        var message = (await AskAsync(server, "POST", $"/1.2/rtm/conversations/{id}/messages", """{"from_client":"tom","message":"secret"}"""))
            .GetProperty("msg-id").GetString()!;
        await AskAsync(server, "PUT", $"/1.2/rtm/conversations/{id}/messages/{message}/recall");
        return (server, id, message);
    }

    async Task AssertRecalledAsync(LeanServer server, string id) =>
        Assert.Equal("""{"_lctype":-127}""", Assert.Single((await AskAsync(server, "GET", $"/1.2/rtm/conversations/{id}/messages")).EnumerateArray())
            .GetProperty("data").GetString());
}
