using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using LeanRx.Server.Sqlite;
using LeanRx.Server.Storage;
using LeanRx.Server.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Whatever an operator's backend sends, it is answered or refused in JSON, and what is refused leaves nothing behind.</summary>
[Trait("Speed", "slow")]
public partial class RestAdversaryTests : RestTest
{
    const string Nested = "{\"a\":";

    static readonly string[] s_reading = ["Find", "Read", "Query", "Count", "Scan"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_value_however_extreme_makes_an_operation_fail_and_what_is_refused_leaves_nothing_behind(bool isDurable)
    {
        var directory = Directory.CreateTempSubdirectory().FullName;
        try
        {
            IMessageStore inner = isDurable ? await SqliteMessageStore.OpenAsync(Path.Combine(directory, "messages.db"), cancellationToken: Patience)
                : new InMemoryMessageStore();
            var writes = 0;
            var store = new WatchedStore(inner, (method, call) =>
            {
                // Cursors are saved now and then, whoever asks for what.
                if (method.DeclaringType != typeof(ICursorStore) && !s_reading.Any(word => method.Name.StartsWith(word, StringComparison.Ordinal)))
                    Interlocked.Increment(ref writes);
                return call();
            });
            var server = await StartAsync(new LeanServerOptions { Store = store });
            var schemas = (await GetJsonAsync(server, "/openapi.json")).GetProperty("components").GetProperty("schemas");
            var operations = await OperationsAsync(server);
            HashSet<Operation> done = [];
            foreach (var operation in operations)
                foreach (var attack in Attacks(operation, await PlaceAsync(server, operation.Path)))
                {
                    var before = Volatile.Read(ref writes);
                    using var answer = await CallAsync(server, operation.Method, attack.Path, attack.Body);
                    await AssertAnsweredAsync(answer, $"{operation.Method} {attack.Path} {attack.Body}");
                    if (answer.IsSuccessStatusCode)
                    {
                        await AssertShapeAsync(answer, operation, schemas);
                        done.Add(operation);
                    }
                    else
                    {
                        Assert.True(before == Volatile.Read(ref writes),
                            $"{operation.Method} {attack.Path} {attack.Body} was refused, and yet something was written.");
                    }
                }

            // What needs a session token, or the id of a role, is not done with the values used here.
            Assert.Equal(
                "/1.1/rtm/notifications /1.2/rtm/chatrooms/{id}/member-infos/{info} /1.2/rtm/conversations/{id}/member-infos/{info} /1.2/rtm/notifications",
                string.Join(' ', operations.Except(done).Select(operation => operation.Path).Distinct().Order(StringComparer.Ordinal)));
            await AssertWholeAsync(server);
            await server.DisposeAsync();
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Theory]
    [InlineData("\"x\"")]
    [InlineData("5")]
    [InlineData("[1]")]
    [InlineData("[\"eve\"]")]
    [InlineData("{}")]
    [InlineData("true")]
    public async Task What_an_operation_does_not_name_changes_nothing(string stranger)
    {
        var server = await StartAsync();
        var operations = await OperationsAsync(server);
        string[] names = [.. operations.SelectMany(operation => operation.Fields.Concat(operation.Parameters)).Select(field => field.Name).Distinct()];
        foreach (var operation in operations)
        {
            var plain = await AskAsync([], []);
            var strange = await AskAsync(names.Except(operation.TakesColumns ? names : operation.Fields.Select(field => field.Name)),
                names.Except(operation.Parameters.Select(parameter => parameter.Name)));
            Assert.True(plain == strange, $"{operation.Method} {operation.Path}: {plain}, with strangers {strange}");

            async Task<HttpStatusCode> AskAsync(IEnumerable<string> fields, IEnumerable<string> parameters)
            {
                var place = await PlaceAsync(server, operation.Path);
                var good = Good(place).Where(field => operation.Fields.Any(taken => taken.Name == field.Key))
                    .Concat(fields.Select(field => KeyValuePair.Create(field, stranger))).ToDictionary();
                var path = Fill(operation.Path, place) + Query(operation.Required, place)
                    + string.Concat(parameters.Select(parameter => $"&{parameter}={Uri.EscapeDataString(stranger.Trim('"'))}"));
                using var answer = await CallAsync(server, operation.Method, path, operation.HasBody ? Body(good) : null);
                return answer.StatusCode;
            }
        }
    }

    [Fact]
    public async Task The_members_in_a_body_are_not_those_of_the_address()
    {
        var server = await StartAsync();
        using var answer = await CallAsync(server, "POST", "/1.1/classes/_Conversation?m=%5B%22eve%22%5D", """{"m":["tom"]}""");
        using var made = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Patience));
        Assert.Equal(["tom"], Texts(made.RootElement.GetProperty("m")));
    }

    [Fact]
    public async Task No_path_makes_an_operation_fail()
    {
        var server = await StartAsync();
        foreach (var operation in await OperationsAsync(server))
            foreach (var part in (string[])["%00", "%2F", "..%2f..", "%F0%9F%90%AD", "%ff%fe", "%ED%A0%80", new string('x', 2000), "'%20OR%201=1--", "%25",
                "*", "$where", "%7Bid%7D"])
            {
                using var answer = await CallAsync(server, operation.Method,
                    string.Join('/', operation.Path.Split('/').Select(name => name.StartsWith('{') ? part : name)), "{}");
                Assert.True((int)answer.StatusCode < 500, $"{operation.Method} {operation.Path} {part}: {answer.StatusCode}");
            }
    }

    [Theory]
    [InlineData("%2E%2E")]
    [InlineData("%2e%2E")]
    [InlineData(".%2e")]
    [InlineData("..")]
    [InlineData("%2E")]
    [InlineData(".")]
    public async Task An_id_that_is_taken_for_a_step_of_the_path_leaves_what_stands_before_it_alone(string part)
    {
        var server = await StartAsync();
        await using var host = await StartHostAsync();
        foreach (var (url, isHost) in new[] { (server.Url, false), (new Uri(host.Urls.Single()), true) })
        {
            var id = (await AnswerOf(url, "POST", "/1.1/classes/_Conversation", """{"m":["tom"]}""")).Body.GetProperty("objectId").GetString()!;
            foreach (var operation in await OperationsAsync(server))
            {
                // Each path, and each with names more behind it.
                foreach (var template in (string[])[operation.Path, operation.Path + "/{more}", operation.Path + "/x/{more}"])
                {
                    var names = template.Split('/');
                    for (var place = 0; place < names.Length; place++)
                    {
                        if (!names[place].StartsWith('{'))
                            continue;
                        var path = string.Join('/', names.Select((name, index) => index == place ? part : name.StartsWith('{') ? id : name));
                        var (status, _) = await AnswerOf(url, operation.Method, path, operation.HasBody ? """{"name":"changed"}""" : null);
                        if (isHost || part is "." or "..")
                            Assert.Equal(HttpStatusCode.BadRequest, status);
                    }
                }
            }
            var (found, conversation) = await AnswerOf(url, "GET", $"/1.1/classes/_Conversation/{id}");
            Assert.Equal((HttpStatusCode.OK, false), (found, conversation.TryGetProperty("name", out _)));
        }

        async Task<WebApplication> StartHostAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Services.AddLeanRx();
            var application = builder.Build();
            application.MapLeanRx();
            await application.StartAsync(Patience);
            return application;
        }

        async Task<(HttpStatusCode Status, JsonElement Body)> AnswerOf(Uri url, string method, string path, string? body = null)
        {
            using var answer = await CallAsync(url, method, path, body);
            using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Patience));
            return (answer.StatusCode, document.RootElement.Clone());
        }
    }

    [Fact]
    public async Task Nobody_reaches_what_another_application_keeps()
    {
        var server = await StartAsync(new LeanServerOptions
        {
            Engine = new ServerOptions
            {
                Apps = [AppOptions.Demo,
            AppOptions.Demo with { ApplicationId = "other", ApplicationKey = "other-key", MasterKey = "other-master" }]
            }
        });
        var operations = await OperationsAsync(server);
        var mine = operations.Where(operation => operation.Path.Contains("{id}", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(mine);
        foreach (var operation in mine)
        {
            var place = await PlaceAsync(server, operation.Path);
            var body = operation.HasBody ? Body(Good(place)) : null;
            var path = Fill(operation.Path, place) + Query(operation.Required, place);
            await AssertStatusAsync(HttpStatusCode.NotFound, operation.Method, path, body, "other", "other-master,master");
            await AssertStatusAsync(HttpStatusCode.Unauthorized, operation.Method, path, body, "demo", "other-master,master");
            await AssertStatusAsync(HttpStatusCode.Unauthorized, operation.Method, path, body, "nobody", "demo-master-key,master");
        }

        async Task AssertStatusAsync(HttpStatusCode expected, string method, string path, string? body, string id, string key)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(server.Url, path))
            {
                Content = body is null ? null
                : new StringContent(body, Encoding.UTF8, "application/json")
            };
            request.Headers.Add("X-LC-Id", id);
            request.Headers.Add("X-LC-Key", key);
            using var answer = await Http.SendAsync(request, Patience);
            Assert.True(expected == answer.StatusCode, $"{method} {path} {body}: {answer.StatusCode} {await answer.Content.ReadAsStringAsync(Patience)}");
        }
    }

    [Theory]
    [InlineData("text/plain", "{}", HttpStatusCode.OK)]
    [InlineData("application/x-www-form-urlencoded", "{}", HttpStatusCode.OK)]
    [InlineData("application/x-www-form-urlencoded", "name=x", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "{\"name\":\"\u00ff\"}", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "{}\0", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "{}{}", HttpStatusCode.BadRequest)]
    [InlineData("application/json", "// no comment\n{}", HttpStatusCode.BadRequest)]
    public async Task A_body_is_json_whatever_it_is_called(string contentType, string latin, HttpStatusCode expected)
    {
        var server = await StartAsync();
        using var content = new ByteArrayContent(Encoding.Latin1.GetBytes(latin));
        content.Headers.ContentType = new MediaTypeHeaderValue(contentType);
        using var answer = await SendAsync(server, content);
        Assert.Equal(expected, answer.StatusCode);
        await AssertAnsweredAsync(answer, latin);
    }

    [Fact]
    public async Task A_body_without_a_length_is_bounded_too()
    {
        var server = await StartAsync();
        using var content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes($$"""{"name":"{{new string('x', 1_050_000)}}"}""")));
        content.Headers.ContentLength = null;
        using var answer = await SendAsync(server, content, isChunked: true);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    /// <summary>A conversation of the kind that the path is about, with a message in it.</summary>
    async Task<Place> PlaceAsync(LeanServer server, string path)
    {
        var kind = path.Contains("chatroom", StringComparison.Ordinal) || path.Contains("transient_group", StringComparison.Ordinal) ? "chatrooms"
            : path.Contains("service", StringComparison.Ordinal) || path.Contains("broadcast", StringComparison.Ordinal)
                || path.Contains("subscri", StringComparison.Ordinal) ? "service-conversations" : "conversations";
        var id = await CreateAsync(server, kind, """{"name":"n","attr":{"a":{"b":1}}}""");
        var sent = await AskAsync(
            server,
            "POST",
            path.Contains("broadcast", StringComparison.Ordinal) ? "/1.1/rtm/broadcast" : "/1.1/rtm/messages",
            $$"""{"from_peer":"news","conv_id":"{{id}}","message":"m"{{(path.Contains("broadcast", StringComparison.Ordinal) ? "" : ",\"transient\":false")}}{{(path.Contains("subscribers/{client}", StringComparison.Ordinal) ? ",\"to_peers\":[\"tom\"]" : "")}}}""");
        using var device = await CallAsync(server, "POST", "/1.1/installations", $$"""{"deviceType":"ios","deviceToken":"token-of-{{id}}"}""");
        return new Place(id, sent.GetProperty("msg-id").GetString()!,
            JsonElement.Parse(await device.Content.ReadAsStringAsync(Patience)).GetProperty("objectId").GetString()!);
    }

    async Task<HttpResponseMessage> SendAsync(LeanServer server, HttpContent content, bool isChunked = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Url, "/1.2/rtm/conversations")) { Content = content };
        request.Headers.Add("X-LC-Id", "demo");
        request.Headers.Add("X-LC-Key", Master);
        request.Headers.TransferEncodingChunked = isChunked;
        return await Http.SendAsync(request, Patience);
    }

    async Task<IReadOnlyList<Operation>> OperationsAsync(LeanServer server) =>
    [
        .. from path in (await GetJsonAsync(server, "/openapi.json")).GetProperty("paths").EnumerateObject()
           from operation in path.Value.EnumerateObject()
           where operation.Name != "parameters"
           select new Operation(operation.Name.ToUpperInvariant(), path.Name, operation.Value),
    ];
}
