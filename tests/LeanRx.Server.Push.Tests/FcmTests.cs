using System.Net;
using System.Text;
using System.Text.Json;
using LeanRx.Server.Push.Tests.Support;
using LeanRx.Server.Tests.Support;
using static LeanRx.Server.Push.Tests.Support.FakeProviders;

namespace LeanRx.Server.Push.Tests;

/// <summary>What is said to FCM, and what is made of its answers.</summary>
public class FcmTests : PushTest
{
    static readonly long s_noon = World.Noon.ToUnixTimeSeconds();

    [Fact]
    public void A_notification_has_the_body_that_FCM_wants()
    {
        Phone("Spike", "android");
        Start();
        Say("""
            {"alert":"你好","title":"Tom","badge":"Increment","sound":"ding","collapse_id":"c1","_notificationChannel":"chat","conv":{"id":1},"n":2,"s":"x",
            "from":"reserved","google.x":"reserved","gcm":"reserved"}
            """);

        var asked = Assert.Single(Providers.Notifications);
        Assert.Equal("https://fcm.googleapis.com/v1/projects/chat-1/messages:send", asked.Url.AbsoluteUri);
        Assert.Equal(("Bearer ya29.1", "application/json"), (asked.Headers["Authorization"], asked.Headers["Content-Type"]));
        var message = asked.Body.GetProperty("message");
        Assert.Equal(["token", "notification", "data", "android"], message.EnumerateObject().Select(member => member.Name));
        Assert.Equal("token-of-Spike", message.GetProperty("token").GetString());
        Assert.Equal("""{"title":"Tom","body":"你好"}""", message.GetProperty("notification").GetRawText());
        Assert.Equal("""{"conv":"{\"id\":1}","n":"2","s":"x"}""", message.GetProperty("data").GetRawText());
        Assert.Equal("""
            {"priority":"HIGH","ttl":"86400s","collapse_key":"c1","notification":{"sound":"ding","tag":"c1","channel_id":"chat","notification_count":1}}
            """, message.GetProperty("android").GetRawText());
    }

    [Fact]
    public void What_is_silent_is_data_alone()
    {
        Phone("Spike", "android");
        Start();
        Say("""{"alert":"Hi","silent":true,"priority":"normal","k":true}""");

        Assert.Equal("""{"message":{"token":"token-of-Spike","data":{"alert":"Hi","k":"true"},"android":{"priority":"NORMAL","ttl":"86400s"}}}""",
            Assert.Single(Providers.Notifications).Text);
    }

    [Fact]
    public void The_access_token_is_asked_for_once_with_a_signed_assertion_and_anew_before_its_end()
    {
        Phone("Spike", "android");
        var number = 0;
        Providers.AnswerToken = _ => Status(HttpStatusCode.OK, $$"""{"access_token":"a{{++number}}","expires_in":3600}""");
        Start();
        Say();
        Pass(54 * 60);
        Say();
        Pass(2 * 60);
        Say();

        Assert.Equal(["Bearer a1", "Bearer a1", "Bearer a2"], Providers.Notifications.Select(asked => asked.Headers["Authorization"]));
        var form = Providers.All[0].Text.Split('&').Select(part => part.Split('=')).ToDictionary(part => part[0], part => Uri.UnescapeDataString(part[1]));
        Assert.Equal("urn:ietf:params:oauth:grant-type:jwt-bearer", form["grant_type"]);
        var (header, claims) = Keys.ReadFcm(form["assertion"]);
        Assert.Equal("""{"alg":"RS256","typ":"JWT","kid":"k1"}""", header.GetRawText());
        Assert.Equal(JsonSerializer.Serialize(new
        {
            iss = "push@chat-1.iam.gserviceaccount.com",
            scope = "https://www.googleapis.com/auth/firebase.messaging",
            aud = "https://oauth2.googleapis.com/token",
            iat = s_noon,
            exp = s_noon + 3600,
        }), claims.GetRawText());
    }

    [Fact]
    public void Notifications_at_the_same_time_wait_for_one_access_token()
    {
        for (var number = 0; number < 5; number++)
            Phone("Spike", "android", $"t{number}");
        Start();
        Say();

        Assert.Single(Providers.All, asked => asked.IsToken);
        Assert.Equal(5, Providers.Notifications.Count());
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, """{"error":{"code":404,"status":"NOT_FOUND","details":[{"@type":"…FcmError","errorCode":"UNREGISTERED"}]}}""", false)]
    [InlineData(HttpStatusCode.NotFound, """{"error":{"code":404,"status":"NOT_FOUND"}}""", false)]
    [InlineData(HttpStatusCode.NotFound, "<html>", true)]
    [InlineData(HttpStatusCode.BadRequest, """{"error":{"code":400,"status":"INVALID_ARGUMENT","details":"x"}}""", true)]
    [InlineData(HttpStatusCode.Forbidden, """{"error":{"code":403,"status":"PERMISSION_DENIED","details":[{"errorCode":"SENDER_ID_MISMATCH"}]}}""", true)]
    public void A_device_that_is_gone_is_forgotten(HttpStatusCode status, string body, bool isKept)
    {
        var phone = Phone("Spike", "android");
        Providers.Answer = _ => Status(status, body);
        Start();
        Say(Alert("Hi"));
        Pass(3600);

        Assert.Single(Providers.Notifications);
        Assert.Equal(isKept, Done(Demo.Devices.FindAsync(phone.Id)) is not null);
    }

    [Fact]
    public void An_access_token_that_is_refused_is_asked_for_anew_once()
    {
        Phone("Spike", "android");
        Providers.Answer = _ => Status(HttpStatusCode.Unauthorized, """{"error":{"code":401,"status":"UNAUTHENTICATED"}}""");
        Start();
        Say(Alert("Hi"));
        Pass(30);

        Assert.Equal(2, Providers.All.Count(asked => asked.IsToken));
        Assert.Equal(2, Providers.Notifications.Count());
        Assert.Equal("Error: FCM refuses what the application demo sends: HTTP status 401, UNAUTHENTICATED. Look at ServiceAccount, and whether the " +
            "messaging API of the project 'chat-1' is enabled and the account may use it.", Assert.Single(Logged));
    }

    [Fact]
    public void A_service_account_that_is_refused_is_an_error_in_the_log_that_does_not_tell_the_key()
    {
        Phone("Spike", "android");
        Providers.AnswerToken = _ => Status(HttpStatusCode.BadRequest, """{"error":"invalid_grant","error_description":"Invalid JWT Signature."}""");
        Start();
        Say(Alert("1"));
        Say(Alert("2"));
        Pass(59);
        Assert.Single(Providers.All);

        Assert.Equal("Error: FCM refuses what the application demo sends: oauth2.googleapis.com answered with HTTP status 400, invalid_grant. Look at " +
            "ServiceAccount: the account or its key may have been deleted; and at the clock of this machine.", Assert.Single(Logged));
    }

    [Fact]
    public void Access_tokens_that_cannot_be_had_now_are_asked_for_later()
    {
        Phone("Spike", "android");
        var refusals = 2;
        Providers.AnswerToken = _ => refusals-- > 0 ? Status(HttpStatusCode.ServiceUnavailable, "<html>")
            : Status(HttpStatusCode.OK, """{"access_token":"a"}""");
        Start();
        Say(Alert("Hi"));
        Pass(10);

        Assert.Equal("3 Hi", Sent);
        Assert.Equal(["Warning", "Information"], Logged.Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]));
    }

    [Fact]
    public void A_text_that_is_too_long_is_shortened_until_it_fits()
    {
        Phone("Spike", "android");
        Start();
        Say(Alert(string.Concat(Enumerable.Repeat("汉", 1600))));

        Assert.InRange(Encoding.UTF8.GetByteCount(Assert.Single(Providers.Notifications).Text), 4096 - 8, 4096);
    }
}
