using System.Net;
using System.Text;
using LeanRx.Server.AspNetCore.Internal;
using LeanRx.Server.Tests;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Every REST operation against every kind of credentials.</summary>
public class RestAccessTests : RestTest
{
    static readonly LeanServerOptions s_two = new()
    {
        Engine = new ServerOptions { Apps = [AppOptions.Demo with { AllowSignedHistory = true }, AppOptions.Demo with { ApplicationId = "other", ApplicationKey = "other-key", MasterKey = "other-master-key" }] },
    };

    [Fact]
    public void The_page_has_the_operations() => ServerPage.AssertSays("rest", Text());

    [Fact]
    public void No_operation_is_opened_by_more_than_the_rule_of_its_permission() =>
        Assert.Empty(RestEndpoints.Operations.Where(operation => (operation.Opens & ~PermissionRules.CredentialsFor(operation.Permission)) != 0).Select(operation => $"{operation.Method} {operation.Path}"));

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    [InlineData("other-key")]
    [InlineData("other-master-key,master")]
    [InlineData("demo-key")]
    [InlineData(Master)]
    public async Task An_operation_is_let_in_by_what_opens_it(string? key)
    {
        var server = await StartAsync(s_two);
        foreach (var operation in RestEndpoints.Operations)
        {
            using var answer = await CallAsync(server, operation.Method, operation.Path.Replace("{", "no-", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal), "{}", key);
            var isLetIn = key == Master || (key == "demo-key" && operation.Opens != Credentials.None && !operation.Opens.HasFlag(Credentials.Signature));
            // What needs a signature beside the key checks its fields first, and asks for it then.
            var status = key == "demo-key" && operation.Opens.HasFlag(Credentials.Signature) ? HttpStatusCode.Unauthorized : answer.StatusCode;
            Assert.True(isLetIn == (status != HttpStatusCode.Unauthorized), $"{operation.Method} {operation.Path} with {key}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task A_signature_opens_no_chat_room_that_blocks_the_client()
    {
        var server = await StartAsync(s_two);
        var room = await CreateAsync(server, "chatrooms", "{}");
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var path = $"/1.2/rtm/chatrooms/{room}/messages?client_id=tom&nonce=n1&signature_ts={now}&signature={Signatures.SignHistory("demo-master-key", "demo", "tom", room, now, "n1").Value}";
        await AskAsync(server, "GET", path, key: "demo-key");

        await AskAsync(server, "POST", $"/1.2/rtm/chatrooms/{room}/blacklists", """{"client_ids":["tom"]}""");

        Assert.Equal((HttpStatusCode.Unauthorized, 401), await RefusalAsync(server, "GET", path, key: "demo-key"));
    }

    static string Text()
    {
        var text = new StringBuilder("| permission | operation | beside the master key |\n| --- | --- | --- |\n");
        foreach (var operation in RestEndpoints.Operations.OrderBy(operation => operation.Permission).ThenBy(operation => operation.Path, StringComparer.Ordinal).ThenBy(operation => operation.Method, StringComparer.Ordinal))
            text.Append($"| {operation.Permission} | `{operation.Method} {operation.Path}` | {NameOf(operation.Opens)} |\n");
        return text.ToString();
    }

    static string NameOf(Credentials credentials) => credentials switch
    {
        Credentials.None => "",
        Credentials.ApplicationKey => "application key",
        Credentials.SessionToken => "session token of the client, with the application key",
        Credentials.Signature => "signature, with the application key, where `AllowSignedHistory`",
        _ => credentials.ToString(),
    };
}
