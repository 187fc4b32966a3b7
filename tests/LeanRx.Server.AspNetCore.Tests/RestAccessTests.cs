using System.Net;
using System.Text;
using LeanRx.Protocol;
using LeanRx.Server.AspNetCore.Rest.Internal;
using LeanRx.Server.Tests;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Every REST operation against every kind of credentials.</summary>
[Trait("Speed", "slow")]
public class RestAccessTests : RestTest
{
    static readonly LeanServerOptions s_two = new()
    {
        Engine = new ServerOptions
        {
            Apps = [AppOptions.Demo with { AllowSignedHistory = true },
            AppOptions.Demo with { ApplicationId = "other", ApplicationKey = "other-key", MasterKey = "other-master-key" }]
        },
    };

    /// <summary>What is no operation of the REST tables: paths, what they are for, and what opens them.</summary>
    static readonly (string Path, string Purpose, string Opens)[] s_others =
    [
        ("/", "WebSockets of clients", "everybody; a client by its login"),
        ("/v1/route", "the way to the server", "everybody"),
        ("/2/route", "the way to the server", "everybody"),
        ("/health", "whether the server works", "everybody"),
        ("/ready", "whether the server takes clients", "everybody"),
        ("/openapi.json", "the description of the REST interface", "everybody"),
        ("/files/{applicationId}/{key}/{name?}", "the bytes of a file", "whoever knows the address"),
        ("/1.1/fileTokens", "StoreFile", "application key"),
        ("/1.1/uploads/{objectId}", "StoreFile", "the token of the upload, once"),
        ("/1.1/fileCallback", "StoreFile", "application key"),
        ("/1.1/files", "StoreFile", "application key"),
        ("/1.1/classes/_File", "StoreFile", "application key"),
        ("/1.1/files/{objectId}", "DescribeFile (GET), StoreFile (POST), DeleteFile (DELETE)", "application key, but to delete"),
    ];

    [Fact]
    public void Every_path_is_in_the_tables()
    {
        var builder = Microsoft.AspNetCore.Builder.WebApplication.CreateSlimBuilder();
        builder.Services.AddLeanRx();
        using var application = builder.Build();
        application.MapLeanRx();
        var mapped = ((Microsoft.AspNetCore.Routing.IEndpointRouteBuilder)application).DataSources.SelectMany(source => source.Endpoints)
            .OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>()
            .Select(endpoint => endpoint.RoutePattern.RawText!).Select(path => path.StartsWith('/') ? path : $"/{path}")
                .Where(path => !path.Contains("{**", StringComparison.Ordinal));

        Assert.Equal(s_others.Select(other => other.Path).Concat(RestEndpoints.Operations.Select(operation => operation.Path)).Distinct()
            .Order(StringComparer.Ordinal), mapped.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_page_has_the_operations() => ServerPage.AssertSays("rest", Text());

    [Fact]
    public void No_operation_is_opened_by_more_than_the_rule_of_its_permission() =>
        Assert.Empty(RestEndpoints.Operations.Where(operation => (operation.Opens & ~PermissionRules.CredentialsFor(operation.Permission)) != 0)
            .Select(operation => $"{operation.Method} {operation.Path}"));

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
            using var answer = await CallAsync(server, operation.Method, operation.Path.Replace("{", "no-", StringComparison.Ordinal)
                .Replace("}", "", StringComparison.Ordinal), "{}", key);
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
        var path = $"/1.2/rtm/chatrooms/{room}/messages?client_id=tom&nonce=n1" +
            $"&signature_ts={now}&signature={FrameSignatures.SignHistory("demo-master-key", "demo", "tom", room, now, "n1").Value}";
        await AskAsync(server, "GET", path, key: "demo-key");

        await AskAsync(server, "POST", $"/1.2/rtm/chatrooms/{room}/blacklists", """{"client_ids":["tom"]}""");

        Assert.Equal((HttpStatusCode.Unauthorized, 401), await RefusalAsync(server, "GET", path, key: "demo-key"));
    }

    static string Text()
    {
        var text = new StringBuilder("| permission | operation | beside the master key |\n| --- | --- | --- |\n");
        foreach (var operation in RestEndpoints.Operations.OrderBy(operation => operation.Permission)
            .ThenBy(operation => operation.Path, StringComparer.Ordinal).ThenBy(operation => operation.Method, StringComparer.Ordinal))
            text.Append($"| {operation.Permission} | `{operation.Method} {operation.Path}` | {NameOf(operation.Opens)} |\n");
        foreach (var (path, purpose, opens) in s_others)
            text.Append($"| {purpose} | `{path}` | {opens} |\n");
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
