using System.Net;
using System.Reactive.Concurrency;
using System.Text.Json;
using LeanRx.Protocol;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Devices for push notifications, as SDKs register them.</summary>
[Trait("Speed", "slow")]
public class RestInstallationTests : RestTest
{
    const string App = "demo-key";

    [Theory]
    [InlineData("/1.1/installations")]
    [InlineData("/1.2/installations")]
    [InlineData("/1.1/classes/_Installation")]
    public async Task A_device_is_registered_changed_and_deleted_by_its_app(string path)
    {
        var server = await StartAsync();
        var made = await RegisterAsync(server,
            """{"deviceType":"ios","deviceToken":"t1","channels":["","tom","tom"],"timeZone":"Asia/Shanghai","apnsTopic":"com.example"}""", path);
        var id = made.GetProperty("objectId").GetString()!;
        Assert.Equal(24, id.Length);
        Assert.Equal(made.GetProperty("createdAt").GetString(), made.GetProperty("updatedAt").GetString());

        var changed = await AskAsync(server, "PUT", $"{path}/{id}",
            """{"channels":{"__op":"AddUnique","objects":["jerry"]},"badge":{"__op":"Increment","amount":2},"timeZone":{"__op":"Delete"},"n":1}""", App);
        Assert.Equal(id, changed.GetProperty("objectId").GetString());
        var found = await AskAsync(server, "GET", $"{path}/{id}", key: App);
        Assert.Equal(["tom", "jerry"], Texts(found.GetProperty("channels")));
        Assert.Equal((2, 1, "com.example"), (found.GetProperty("badge").GetInt32(), found.GetProperty("n").GetInt32(),
            found.GetProperty("apnsTopic").GetString()));
        Assert.False(found.TryGetProperty("timeZone", out _));

        await AskAsync(server, "DELETE", $"{path}/{id}", key: App);
        Assert.Equal((HttpStatusCode.NotFound, 404), await RefusalAsync(server, "GET", $"{path}/{id}", key: App));
        Assert.Equal((HttpStatusCode.NotFound, 404), await RefusalAsync(server, "PUT", $"{path}/{id}", "{}", App));
        Assert.Equal((HttpStatusCode.NotFound, 404), await RefusalAsync(server, "DELETE", $"{path}/{id}", key: App));
    }

    [Fact]
    public async Task A_device_that_registers_again_stays_one_device()
    {
        var server = await StartAsync();
        var first = await RegisterAsync(server, """{"deviceType":"android","installationId":"i1","registrationId":"r1","channels":["tom"]}""");
        var again = await RegisterAsync(server, """{"deviceType":"android","installationId":"i1","registrationId":"r2"}""");
        await RegisterAsync(server, """{"deviceType":"ios","deviceToken":"t1","installationId":"i2"}""");
        var reinstalled = await RegisterAsync(server, """{"deviceType":"ios","deviceToken":"t1","installationId":"i3"}""");

        Assert.Equal(first.GetProperty("objectId").GetString(), again.GetProperty("objectId").GetString());
        Assert.Equal(("r2", "tom"), (again.GetProperty("registrationId").GetString(), Texts(again.GetProperty("channels")).Single()));
        var all = (await AskAsync(server, "GET", "/1.1/installations")).GetProperty("results");
        Assert.Equal(2, all.GetArrayLength());
        Assert.Equal("i3", reinstalled.GetProperty("installationId").GetString());
    }

    [Fact]
    public async Task Operators_walk_all_devices_page_by_page()
    {
        var server = await StartAsync();
        var ids = new List<string>();
        for (var number = 0; number < 5; number++)
            ids.Add((await RegisterAsync(server, $$"""{"deviceType":"ios","deviceToken":"t{{number}}"}""")).GetProperty("objectId").GetString()!);

        var seen = new List<string>();
        for (var cursor = ""; ;)
        {
            var page = await AskAsync(server, "GET", $"/1.1/installations?limit=2&cursor={cursor}");
            seen.AddRange(page.GetProperty("results").EnumerateArray().Select(row => row.GetProperty("objectId").GetString()!));
            if (!page.TryGetProperty("cursor", out var next))
                break;
            cursor = next.GetString()!;
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), seen);
        Assert.Equal((HttpStatusCode.Unauthorized, 401), await RefusalAsync(server, "GET", "/1.1/installations", key: App));
    }

    [Theory]
    [InlineData("""{"deviceToken":"t1"}""")]
    [InlineData("""{"deviceType":"ios"}""")]
    [InlineData("""{"deviceType":5,"deviceToken":"t1"}""")]
    [InlineData("""{"deviceType":"ios","deviceToken":5}""")]
    [InlineData("""{"deviceType":"ios","deviceToken":""}""")]
    [InlineData("""{"deviceType":"ios","deviceToken":"t1","channels":"tom"}""")]
    [InlineData("""{"deviceType":"ios","deviceToken":"t1","channels":[5]}""")]
    [InlineData("""{"deviceType":"ios","deviceToken":"t1","badge":"many"}""")]
    [InlineData("""{"deviceType":"ios","deviceToken":"t1","badge":{"__op":"Explode"}}""")]
    [InlineData("""{"deviceType":"ios","deviceToken":"t1","a.b":1}""")]
    [InlineData("""{"deviceType":"ios","deviceToken":"t1","$a":1}""")]
    [InlineData("""{"deviceType":"ios","deviceToken":"\ud83d"}""")]
    public async Task What_makes_no_device_is_refused(string body)
    {
        var server = await StartAsync();

        Assert.Equal((HttpStatusCode.BadRequest, 400), await RefusalAsync(server, "POST", "/1.1/installations", body, App));
    }

    [Theory]
    [InlineData("channels", 101)]
    [InlineData("token", 513)]
    [InlineData("column", 8193)]
    public async Task A_device_has_its_bounds(string what, int size)
    {
        var server = await StartAsync();
        var columns = what switch
        {
            "channels" => $"\"deviceToken\":\"t\",\"channels\":[{string.Join(',', Enumerable.Range(0, size).Select(number => $"\"c{number}\""))}]",
            "token" => $"\"deviceToken\":\"{new string('t', size)}\"",
            _ => $"\"deviceToken\":\"t\",\"k\":\"{new string('x', size)}\"",
        };

        Assert.Equal((HttpStatusCode.BadRequest, 400), await RefusalAsync(server, "POST", "/1.1/installations", $"{{\"deviceType\":\"ios\",{columns}}}", App));
    }

    [Theory]
    [InlineData("/1.1/installations")]
    [InlineData("/1.2/installations")]
    [InlineData("/1.1/classes/_Installation")]
    public async Task Devices_beyond_the_bound_of_an_application_are_refused(string path)
    {
        var server = await StartAsync(new LeanServerOptions { Engine = new ServerOptions { Limits = ServerLimits.Default with { MaxDevices = 1 } } });
        await RegisterAsync(server, """{"deviceType":"ios","deviceToken":"t1"}""", path);
        await RegisterAsync(server, """{"deviceType":"ios","deviceToken":"t1"}""", path);

        Assert.Equal((HttpStatusCode.BadRequest, ErrorCodes.ConversationApiQuotaExceeded),
            await RefusalAsync(server, "POST", path, """{"deviceType":"ios","deviceToken":"t2"}""", App));
    }

    [Theory]
    [InlineData("/1.1/installations")]
    [InlineData("/1.2/installations")]
    [InlineData("/1.1/classes/_Installation")]
    public async Task One_address_changes_so_many_devices_a_minute_and_an_operator_any_number(string path)
    {
        var clock = new HistoricalScheduler(DateTimeOffset.UnixEpoch.AddYears(56));
        var server = await StartAsync(new LeanServerOptions
        {
            Engine = new ServerOptions { Scheduler = clock, Limits = ServerLimits.Default with { DeviceRegistrationsPerMinute = 3 } },
        });
        var id = (await RegisterAsync(server, """{"deviceType":"ios","deviceToken":"t1"}""", path)).GetProperty("objectId").GetString();
        await AskAsync(server, "PUT", $"{path}/{id}", """{"badge":0}""", App);
        await AskAsync(server, "DELETE", $"{path}/{id}", key: App);

        Assert.Equal((HttpStatusCode.TooManyRequests, 429), await RefusalAsync(server, "POST", path, """{"deviceType":"ios","deviceToken":"t2"}""", App));
        Assert.Equal((HttpStatusCode.TooManyRequests, 429), await RefusalAsync(server, "PUT", $"{path}/{id}", """{"badge":0}""", App));
        Assert.Equal((HttpStatusCode.TooManyRequests, 429), await RefusalAsync(server, "DELETE", $"{path}/{id}", key: App));
        using (var byOperator = await CallAsync(server, "POST", path, """{"deviceType":"ios","deviceToken":"t2"}"""))
            Assert.Equal(HttpStatusCode.Created, byOperator.StatusCode);
        clock.AdvanceBy(TimeSpan.FromMinutes(1));
        await RegisterAsync(server, """{"deviceType":"ios","deviceToken":"t3"}""", path);
    }

    [Fact]
    public async Task Where_logins_are_signed_the_application_key_alone_makes_nobody_hear_what_others_are_sent()
    {
        var server = await StartAsync(new LeanServerOptions
        {
            Engine = new ServerOptions { Apps = [AppOptions.Demo with { RequireLoginSignature = true }] },
        });

        Assert.Equal((HttpStatusCode.BadRequest, ErrorCodes.SignatureFailed),
            await RefusalAsync(server, "POST", "/1.1/installations", """{"deviceType":"ios","deviceToken":"t1","channels":["tom"]}""", App));
        var made = await RegisterAsync(server, """{"deviceType":"ios","deviceToken":"t1"}""");
        var path = $"/1.1/installations/{made.GetProperty("objectId").GetString()}";
        Assert.Equal((HttpStatusCode.BadRequest, ErrorCodes.SignatureFailed),
            await RefusalAsync(server, "PUT", path, """{"channels":{"__op":"AddUnique","objects":["tom"]}}""", App));
        await AskAsync(server, "PUT", path, """{"channels":["tom"]}""");
        await AskAsync(server, "PUT", path, """{"channels":["tom"],"badge":0}""", App);
    }

    async Task<JsonElement> RegisterAsync(LeanServer server, string body, string path = "/1.1/installations")
    {
        using var answer = await CallAsync(server, "POST", path, body, App);
        var text = await answer.Content.ReadAsStringAsync(Patience);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
        return JsonElement.Parse(text);
    }
}
