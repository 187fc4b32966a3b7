using System.Net;
using System.Text.Json;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>What holds for every operation that the OpenAPI document names.</summary>
[Trait("Speed", "slow")]
public class RestContractTests : RestTest
{
    [Fact]
    public async Task No_operation_is_done_without_its_key()
    {
        var server = await StartAsync();
        foreach (var (method, path, operation) in await OperationsAsync(server))
        {
            Assert.Equal((HttpStatusCode.Unauthorized, 401), await RefusalAsync(server, method, path, "{}", key: null));
            Assert.Equal((HttpStatusCode.Unauthorized, 401), await RefusalAsync(server, method, path, "{}", key: "wrong"));
            Assert.Equal((HttpStatusCode.Unauthorized, 401), await RefusalAsync(server, method, path, "{}", key: "demo-key,master"));
            if (NeedsMaster(operation))
                Assert.Equal((HttpStatusCode.Unauthorized, 401), await RefusalAsync(server, method, path, "{}", key: "demo-key"));
        }
    }

    [Theory]
    [InlineData("X-LC-Key", ",master")]
    [InlineData("X-LC-Key", "demo-master-key")]
    [InlineData("X-LC-Key", "demo-master-key,")]
    [InlineData("X-LC-Key", "demo-master-key,Master")]
    [InlineData("X-LC-Key", "demo-master-key,master,master")]
    [InlineData("X-LC-Key", "DEMO-MASTER-KEY,master")]
    [InlineData("X-LC-Key", "demo-master-ke,master")]
    [InlineData("X-LC-Sign", ",")]
    [InlineData("X-LC-Sign", ",,master")]
    [InlineData("X-LC-Sign", "d41d8cd98f00b204e9800998ecf8427e,,master")]
    [InlineData("X-LC-Sign", "d41d8cd98f00b204e9800998ecf8427e,1,master,1")]
    [InlineData("X-LC-Session", "demo-master-key,master")]
    public async Task A_key_that_is_almost_right_opens_nothing(string header, string value)
    {
        var server = await StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync());
        server = await StartAsync(new LeanServerOptions { Engine = new ServerOptions { Apps = [AppOptions.Demo with { MasterKey = null }] } });
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync());

        async Task<HttpStatusCode> StatusAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Url, "/1.2/rtm/stats"));
            request.Headers.Add("X-LC-Id", "demo");
            request.Headers.TryAddWithoutValidation(header, value);
            using var answer = await Http.SendAsync(request, Patience);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_body_that_is_no_object_is_refused()
    {
        var server = await StartAsync();
        foreach (var (method, path, operation) in await OperationsAsync(server))
        {
            if (!operation.TryGetProperty("requestBody", out _))
                continue;
            Assert.Equal((HttpStatusCode.RequestEntityTooLarge, 413),
                await RefusalAsync(server, method, path, $$"""{"message":"{{new string('x', 1_050_000)}}"}"""));
            foreach (var body in new[] { "", "[]", "1", "{", "{\"\\ud800\":1}", "{\"name\":}", """{"x":1,"x":2}""", """{"x":{"y":1,"\u0079":2}}""",
                new string('[', 100) })
                if (body.Length > 0 || operation.GetProperty("requestBody").GetProperty("required").GetBoolean())
                    Assert.Equal((HttpStatusCode.BadRequest, 400), await RefusalAsync(server, method, path, body));
        }
    }

    [Fact]
    public async Task Fields_that_are_missing_or_of_a_wrong_type_are_refused()
    {
        var server = await StartAsync();
        foreach (var (method, path, operation) in await OperationsAsync(server))
        {
            if (!operation.TryGetProperty("requestBody", out var body))
                continue;
            var schema = body.GetProperty("content").GetProperty("application/json").GetProperty("schema");
            if (schema.GetProperty("required").GetArrayLength() > 0)
                Assert.Equal((HttpStatusCode.BadRequest, 400), await RefusalAsync(server, method, path, "{}"));
            foreach (var property in schema.GetProperty("properties").EnumerateObject())
                foreach (var wrong in Wrong(property.Value.TryGetProperty("type", out var type) ? type.GetString()! : "any"))
                    Assert.Equal((HttpStatusCode.BadRequest, 400), await RefusalAsync(server, method, path, $$"""{"{{property.Name}}":{{wrong}}}"""));
        }
    }

    [Fact]
    public async Task Every_operation_answers_in_json_and_none_fails()
    {
        var server = await StartAsync();
        foreach (var (method, path, operation) in await OperationsAsync(server))
        {
            using var answer = await CallAsync(server, method, path,
                """{"client_ids":["a"],"client_id":"a","ttl":1,"from_client":"a","from_peer":"a","message":"m","conv_id":"none","conv-id":"none","msg_id":"m","msg-id":"m","data":"d","clientId":"a","role":"Manager"}""");
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Created or HttpStatusCode.BadRequest or HttpStatusCode.NotFound,
                $"{method} {path}: {answer.StatusCode}");
            Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
            Assert.True(operation.GetProperty("summary").GetString()!.EndsWith('.'));
        }
    }

    [Fact]
    public async Task The_document_names_the_operations_that_a_backend_needs()
    {
        var server = await StartAsync();
        var document = await GetJsonAsync(server, "/openapi.json");
        Assert.Equal("3.1.0", document.GetProperty("openapi").GetString());
        string[] needed =
        [
            "post /1.2/rtm/conversations", "put /1.2/rtm/conversations/{id}", "delete /1.2/rtm/conversations/{id}",
            "post /1.2/rtm/conversations/{id}/members", "delete /1.2/rtm/conversations/{id}/members", "get /1.2/rtm/conversations/{id}/members",
            "post /1.2/rtm/conversations/{id}/messages", "get /1.2/rtm/conversations/{id}/messages", "post /1.2/rtm/broadcasts",
            "post /1.2/rtm/clients/check-online", "post /1.2/rtm/clients/{client}/kick", "post /1.2/rtm/conversations/{id}/member-infos",
            "post /1.2/rtm/conversations/{id}/permanent-silenceds", "post /1.2/rtm/conversations/{id}/blacklists",
        ];
        var named = document.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(method => $"{method.Name} {path.Name}")).ToHashSet();
        Assert.Empty(needed.Except(named));
    }

    [Theory]
    [InlineData("GET", "/1.2/rtm", HttpStatusCode.NotFound)]
    [InlineData("GET", "/1.2/rtm/nothing", HttpStatusCode.NotFound)]
    [InlineData("POST", "/1.2/rtm/conversations/x/y/z", HttpStatusCode.NotFound)]
    [InlineData("POST", "/1.1/rtm/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/1.1/classes/_User", HttpStatusCode.NotFound)]
    [InlineData("PATCH", "/1.2/rtm/conversations", HttpStatusCode.MethodNotAllowed)]
    [InlineData("PUT", "/1.2/rtm/clients/tom/kick", HttpStatusCode.MethodNotAllowed)]
    [InlineData("DELETE", "/1.1/classes/_Conversation", HttpStatusCode.MethodNotAllowed)]
    public async Task What_is_not_there_is_refused_in_json(string method, string path, HttpStatusCode expected)
    {
        var server = await StartAsync();
        Assert.Equal((expected, (int)expected), await RefusalAsync(server, method, path, "{}"));
        Assert.Equal((expected, (int)expected), await RefusalAsync(server, method, path, key: null));
    }

    [Fact]
    public async Task A_method_that_a_path_does_not_take_is_answered_with_those_that_it_takes()
    {
        using var answer = await CallAsync(await StartAsync(), "PATCH", "/1.2/rtm/conversations");
        Assert.Equal("POST, GET, OPTIONS", string.Join(", ", answer.Content.Headers.Allow));
    }

    [Fact]
    public async Task A_page_may_ask_from_anywhere()
    {
        var server = await StartAsync();
        using var answer = await CallAsync(server, "OPTIONS", "/1.2/rtm/conversations", key: null);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("POST, GET, OPTIONS", string.Join(", ", answer.Headers.GetValues("Access-Control-Allow-Methods")));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.OK)]
    [InlineData("https://chat.example.com", HttpStatusCode.OK)]
    [InlineData("https://evil.example.com", HttpStatusCode.Unauthorized)]
    [InlineData("null", HttpStatusCode.Unauthorized)]
    public async Task A_page_gets_an_answer_when_its_origin_is_allowed(string? origin, HttpStatusCode expected)
    {
        var server = await StartAsync(new LeanServerOptions
        {
            Engine = new ServerOptions { Apps = [AppOptions.Demo with { AllowedOrigins = ["https://chat.example.com/"] }] },
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Url, "/1.2/rtm/clients/tom/unread-count"));
        request.Headers.Add("X-LC-Id", "demo");
        request.Headers.Add("X-LC-Key", "demo-key");
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        using var answer = await Http.SendAsync(request, Patience);
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
    }

    static string[] Wrong(string type) => type switch
    {
        "string" => ["1", "true", "[]", "{}", "\"\\ud800\""],
        "boolean" => ["1", "\"true\"", "[]"],
        "integer" => ["\"1\"", "1.5", "true", "1e300"],
        "array" => ["1", "\"a\"", "{}", "[1]", "[null]", "[\"\\udc00\"]"],
        _ => [],
    };

    static bool NeedsMaster(JsonElement operation) => operation.GetProperty("security")[0].TryGetProperty("masterKey", out _);

    /// <summary>Every operation, with <c>x</c> for the names in its path and for the parameters that it requires.</summary>
    async Task<IReadOnlyList<(string Method, string Path, JsonElement Operation)>> OperationsAsync(LeanServer server)
    {
        var document = await GetJsonAsync(server, "/openapi.json");
        return
        [
            .. from path in document.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               where operation.Name != "parameters"
               select (operation.Name.ToUpperInvariant(), Fill(path.Name) + Query(operation.Value), operation.Value),
        ];

        static string Fill(string path) => string.Join('/', path.Split('/').Select(part => part.StartsWith('{') ? "x" : part));

        static string Query(JsonElement operation) => operation.TryGetProperty("parameters", out var parameters)
            ? "?" + string.Join('&', parameters.EnumerateArray().Where(parameter => parameter.GetProperty("required").GetBoolean())
                .Select(parameter => parameter.GetProperty("name").GetString() + "=x"))
            : "";
    }
}
