using System.Net;
using System.Text;
using System.Text.Json;
using LeanRx.Server.Push.Tests.Support;
using LeanRx.Server.Tests.Support;
using static LeanRx.Server.Push.Tests.Support.FakeProviders;

namespace LeanRx.Server.Push.Tests;

/// <summary>What is said to APNs, and what is made of its answers.</summary>
public class ApnsTests : PushTest
{
    static readonly long s_noon = World.Noon.ToUnixTimeSeconds();

    [Fact]
    public void A_notification_has_the_headers_and_the_body_that_APNs_wants()
    {
        Phone("Jerry");
        Start();
        Say("""
            {"alert":"你好 😀","title":"Tom","badge":7,"sound":"ding.caf","category":"chat","thread-id":"t","content-available":1,"collapse_id":"c1",
            "_profile":"dev","apns-priority":"5","conv":{"id":"c1"}}
            """);

        var asked = Assert.Single(Providers.All);
        Assert.Equal("https://api.push.apple.com/3/device/token-of-Jerry", asked.Url.AbsoluteUri);
        Assert.Equal((HttpMethod.Post, HttpVersion.Version20), (asked.Method, asked.Version));
        Assert.Equal(("com.example.chat", "alert", "5", "c1", $"{s_noon + 86400}", "application/json"), (
            asked.Headers["apns-topic"], asked.Headers["apns-push-type"], asked.Headers["apns-priority"],
            asked.Headers["apns-collapse-id"], asked.Headers["apns-expiration"], asked.Headers["Content-Type"]));
        Assert.Equal(["aps", "conv"], asked.Body.EnumerateObject().Select(member => member.Name));
        Assert.Equal("""
            {"alert":{"title":"Tom","body":"你好 \uD83D\uDE00"},"badge":7,"sound":"ding.caf","category":"chat","thread-id":"t","content-available":1}
            """, asked.Body.GetProperty("aps").GetRawText());
        Assert.Equal("""{"id":"c1"}""", asked.Body.GetProperty("conv").GetRawText());
    }

    [Fact]
    public void The_provider_token_is_signed_with_the_key_and_made_anew_every_40_minutes()
    {
        Phone("Jerry");
        Start();
        Say();
        Pass(39 * 60);
        Say();
        Pass(60);
        Say();

        var tokens = Providers.All.Select(asked => asked.Headers["Authorization"]).ToList();
        Assert.Equal(tokens[0], tokens[1]);
        Assert.NotEqual(tokens[1], tokens[2]);
        Assert.All(tokens, token => Assert.StartsWith("bearer ", token, StringComparison.Ordinal));
        Assert.Equal([s_noon, s_noon + (40 * 60)], new[] { tokens[0], tokens[2] }.Select(token =>
        {
            var (header, claims) = Keys.ReadApns(token["bearer ".Length..]);
            Assert.Equal("""{"alg":"ES256","kid":"KEY4567890"}""", header.GetRawText());
            Assert.Equal("TEAM567890", claims.GetProperty("iss").GetString());
            return claims.GetProperty("iat").GetInt64();
        }));
    }

    [Fact]
    public void What_shows_nothing_is_sent_as_background()
    {
        Phone("Jerry");
        Start();
        Say("""{"content-available":"1","k":1}""");

        var asked = Assert.Single(Providers.All);
        Assert.Equal(("background", "5"), (asked.Headers["apns-push-type"], asked.Headers["apns-priority"]));
        Assert.Equal("""{"aps":{"content-available":1},"k":1}""", asked.Text);
    }

    [Theory]
    [InlineData("汉", 3)]
    [InlineData("x", 1)]
    [InlineData("\\\"", 2)]
    [InlineData("😀", 4)]
    public void A_text_that_is_too_long_is_shortened_until_it_fits(string character, int bytes)
    {
        Phone("Jerry");
        Start();
        Say(Alert(string.Concat(Enumerable.Repeat(character, 1000 * 5 / bytes))));

        var asked = Assert.Single(Providers.All);
        Assert.InRange(Encoding.UTF8.GetByteCount(asked.Text), 4096 - 8, 4096);
        Assert.EndsWith("…", asked.Alert, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', asked.Text);
    }

    [Fact]
    public void What_is_too_large_without_its_text_is_refused_here()
    {
        Phone("Jerry");
        Start();
        Say(JsonSerializer.Serialize(new Dictionary<string, string> { ["alert"] = "Hi", ["k"] = new('x', 4100) }));

        Assert.Empty(Providers.All);
        Assert.EndsWith("It has more than 4096 bytes, even without its text.", Assert.Single(Logged), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"alert":5,"badge":"many","sound":null,"category":["x"]}""")]
    [InlineData("""{"alert":{"body":7,"loc-key":"K","loc-args":["a"]},"aps":{"alert":"other"}}""")]
    [InlineData("""{"alert":"\ud83d half","collapse_id":"schlüssel"}""")]
    public void Whatever_a_sender_writes_is_sent_as_JSON(string pushData)
    {
        Phone("Jerry");
        Start();
        Say(pushData);

        Assert.Single(Providers.All);
        Assert.Equal(JsonValueKind.Object, Providers.All[0].Body.GetProperty("aps").ValueKind);
        Assert.DoesNotContain("apns-collapse-id", Providers.All[0].Headers.Keys);
        Assert.Empty(Logged);
    }

    [Theory]
    [InlineData(HttpStatusCode.Gone, """{"reason":"Unregistered"}""", false)]
    [InlineData(HttpStatusCode.Gone, """{"reason":"Unregistered","timestamp":4000000000000}""", false)]
    [InlineData(HttpStatusCode.Gone, """{"reason":"Unregistered","timestamp":1000000000000}""", true)]
    [InlineData(HttpStatusCode.Gone, """{"reason":"ExpiredToken"}""", false)]
    [InlineData(HttpStatusCode.BadRequest, """{"reason":"BadDeviceToken"}""", true)]
    [InlineData(HttpStatusCode.BadRequest, """{"reason":"PayloadEmpty"}""", true)]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, """{"reason":"PayloadTooLarge"}""", true)]
    public void A_device_that_is_gone_is_forgotten_unless_it_was_registered_later(HttpStatusCode status, string body, bool isKept)
    {
        var phone = Phone("Jerry");
        Providers.Answer = _ => Status(status, body);
        Start();
        Say(Alert("Hi"));

        Assert.Equal(isKept, Done(Demo.Devices.FindAsync(phone.Id)) is not null);
        Pass(3600);
        Assert.Single(Providers.All);
    }

    [Fact]
    public void A_device_that_comes_back_while_it_is_reported_as_gone_stays()
    {
        var phone = Phone("Jerry");
        Providers.Answer = _ =>
        {
            Pass(1);
            Phone("Jerry");
            return Status(HttpStatusCode.Gone, """{"reason":"Unregistered"}""");
        };
        Start();
        Say(Alert("Hi"));

        Assert.NotNull(Done(Demo.Devices.FindAsync(phone.Id)));
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "InvalidProviderToken", "Look at KeyId, TeamId and PrivateKey, and at the clock of this machine.")]
    [InlineData(HttpStatusCode.BadRequest, "DeviceTokenNotForTopic", "Look at Topic, which is 'com.example.chat' and must be the bundle id of the app.")]
    public void A_refused_key_is_an_error_in_the_log_and_tried_again_a_minute_later(HttpStatusCode status, string reason, string advice)
    {
        var phone = Phone("Jerry");
        Providers.Answer = _ => Status(status, $$"""{"reason":"{{reason}}"}""");
        Start();
        Say(Alert("1"));
        Say(Alert("2"));
        Pass(59);
        Assert.Equal("0 1", Sent);
        Pass(2);

        Assert.Equal("0 1, 60 2", Sent);
        Assert.Equal($"Error: APNs refuses what the application demo sends: HTTP status {(int)status}, {reason}. {advice}", Logged[0]);
        Assert.NotNull(Done(Demo.Devices.FindAsync(phone.Id)));
    }

    [Fact]
    public void A_token_that_APNs_finds_too_old_is_made_anew_but_not_more_often_than_it_wants()
    {
        Phone("Jerry");
        var refusals = 1;
        Providers.Answer = _ => refusals-- > 0 ? Status(HttpStatusCode.Forbidden, """{"reason":"ExpiredProviderToken"}""") : Status(HttpStatusCode.OK);
        Start();
        refusals = 0;
        Say(Alert("1"));
        Pass(25 * 60);
        refusals = 1;
        Say(Alert("2"));
        refusals = 1;
        Say(Alert("3"));

        var tokens = Providers.All.Select(asked => asked.Headers["Authorization"]).ToList();
        Assert.Equal(["1", "2", "2", "3"], Providers.All.Select(asked => asked.Alert));
        Assert.Equal(tokens[0], tokens[1]);
        Assert.NotEqual(tokens[1], tokens[2]);
        Assert.Equal(tokens[2], tokens[3]);
        Assert.StartsWith("Error: APNs refuses", Assert.Single(Logged), StringComparison.Ordinal);
    }
}
