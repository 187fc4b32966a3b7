using System.Net;
using LeanRx.Server.Push.Tests.Support;
using static LeanRx.Server.Push.Tests.Support.FakeProviders;

namespace LeanRx.Server.Push.Tests;

/// <summary>A provider that is away, slow, full, or wants something else.</summary>
public class BackoffTests : PushTest
{
    [Fact]
    public void A_provider_that_cannot_be_reached_is_tried_again_less_and_less_often_and_then_no_more()
    {
        Phone("Jerry");
        Providers.Answer = _ => throw new HttpRequestException("Connection refused");
        Start();
        Say(Alert("Hi"));
        Pass(3600);

        Assert.Equal("0 Hi, 1 Hi, 3 Hi, 7 Hi, 15 Hi", Sent);
        Assert.Equal("Warning: APNs takes no notifications of the application demo now, and is tried again: Connection refused", Logged[0]);
        Assert.Contains("given up after 5 attempts: APNs: Connection refused", Logged[1], StringComparison.Ordinal);
        Assert.Equal(2, Logged.Count);
    }

    [Fact]
    public void A_provider_that_fails_is_told_of_once_and_once_more_when_it_is_back()
    {
        Phone("Jerry");
        Providers.Answer = _ => throw new HttpRequestException("Connection refused");
        Start();
        Say(Alert("1"));
        Say(Alert("2"));
        Pass(2);
        Assert.Single(Logged);
        Providers.Answer = null;
        Pass(60);
        Say(Alert("3"));
        Providers.Answer = _ => Status(HttpStatusCode.ServiceUnavailable);
        Say(Alert("4"));

        Assert.Equal(
        [
            "Warning: APNs takes no notifications of the application demo now, and is tried again: Connection refused",
            "Information: APNs takes notifications of the application demo again.",
            "Warning: APNs takes no notifications of the application demo now, and is tried again: HTTP status 503, no reason.",
        ], Logged);
    }

    [Fact]
    public void A_device_that_may_wait_is_no_failure_of_its_provider()
    {
        Phone("Jerry");
        Providers.Answer = _ => Status(HttpStatusCode.TooManyRequests, """{"reason":"TooManyRequests"}""");
        Start();
        Say(Alert("1"));
        Pass(2);

        Assert.Empty(Logged);
    }

    [Fact]
    public void A_provider_that_is_full_is_left_alone_for_as_long_as_it_asks_and_the_others_are_not()
    {
        Phone("Jerry");
        Phone("Spike", "android");
        var refusals = 1;
        Providers.Answer = asked => asked.Url.Host == "fcm.googleapis.com" && refusals-- > 0
            ? Status(HttpStatusCode.TooManyRequests, """{"error":{"code":429,"status":"RESOURCE_EXHAUSTED"}}""", retryAfter: 30) : Status(HttpStatusCode.OK);
        Start();
        Say(Alert("1"));
        Pass(10);
        Say(Alert("2"));
        Pass(60);

        Assert.Equal("0 1, 10 2", string.Join(", ", Providers.Notifications.Where(asked => asked.Url.Host == "api.push.apple.com")
            .Select(asked => FormattableString.Invariant($"{Math.Round(asked.Seconds)} {asked.Alert}"))));
        Assert.Equal(["0 1", "30 1", "30 2"], Providers.Notifications.Where(asked => asked.Url.Host == "fcm.googleapis.com")
            .Select(asked => FormattableString.Invariant($"{Math.Round(asked.Seconds)} {asked.Alert}")).Order());
        Assert.Equal(["Warning", "Information"], Logged.Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)]));
    }

    [Fact]
    public void Too_many_for_one_iPhone_wait_alone()
    {
        Phone("Jerry");
        Phone("Spike");
        var refusals = 1;
        Providers.Answer = asked => asked.Device == "token-of-Jerry" && refusals-- > 0
            ? Status(HttpStatusCode.TooManyRequests, """{"reason":"TooManyRequests"}""") : Status(HttpStatusCode.OK);
        Start();
        Say(Alert("1"));
        Say(Alert("2"));
        Pass(10);

        Assert.Equal(5, Providers.All.Count);
        Assert.Equal([0, 0, 1], Providers.All.Where(asked => asked.Device == "token-of-Jerry").Select(asked => (int)asked.Seconds));
    }

    [Fact]
    public void A_provider_that_does_not_answer_holds_up_neither_messages_nor_the_other_provider()
    {
        Phone("Jerry");
        Phone("Spike", "android");
        Providers.AnswerLater = async (asked, token) =>
        {
            if (asked.Url.Host == "fcm.googleapis.com")
                return Status(HttpStatusCode.OK);
            await new TaskCompletionSource().Task.WaitAsync(token);
            throw new InvalidOperationException();
        };
        Options = Options with { MaxConcurrentRequests = 2, MaxAttempts = 1 };
        Start();
        for (var number = 1; number <= 5; number++)
            Say(Alert($"{number}"));

        Assert.Equal(["1", "2", "3", "4", "5"], Providers.Notifications.Where(asked => asked.Url.Host == "fcm.googleapis.com").Select(asked => asked.Alert));
        Assert.Equal(["1", "2"], Apple());
        Pass(11);
        Assert.Equal(["1", "2", "3", "4"], Apple());
        Assert.Contains("APNs: There was no answer within 10 s.", Logged[1], StringComparison.Ordinal);

        IEnumerable<string?> Apple() => Providers.Notifications.Where(asked => asked.Url.Host == "api.push.apple.com").Select(asked => asked.Alert);
    }

    [Fact]
    public void Only_so_many_wait_and_the_newest_are_dropped()
    {
        Phone("Jerry");
        Providers.Answer = _ => Status(HttpStatusCode.ServiceUnavailable, """{"reason":"ServiceUnavailable"}""", retryAfter: 60);
        Options = Options with { MaxPendingCount = 2 };
        Start();
        for (var number = 1; number <= 4; number++)
            Say(Alert($"{number}"));
        Providers.Answer = null;
        Pass(120);

        Assert.Equal(["1", "1", "2"], Providers.All.Select(asked => asked.Alert).Order());
        Assert.Equal("Warning: Notifications of the application demo are dropped: 2 with 16777216 bytes wait for APNs.", Logged[1]);
    }

    [Fact]
    public void Only_so_many_bytes_wait()
    {
        Phone("Jerry");
        Providers.Answer = _ => Status(HttpStatusCode.ServiceUnavailable, retryAfter: 60);
        Options = Options with { MaxPendingBytes = 1200 };
        Start();
        for (var number = 1; number <= 4; number++)
            Say(Alert($"{number}"));
        Providers.Answer = null;
        Pass(120);

        Assert.Equal(["1", "1", "2"], Providers.All.Select(asked => asked.Alert).Order());
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "<html>", "0 Hi")]
    [InlineData(HttpStatusCode.Found, "", "0 Hi")]
    [InlineData(HttpStatusCode.NotFound, "<html>", "0 Hi")]
    [InlineData(HttpStatusCode.BadGateway, "<html>", "0 Hi, 1 Hi, 3 Hi, 7 Hi, 15 Hi")]
    [InlineData(HttpStatusCode.BadRequest, "{\"reason\":5}", "0 Hi")]
    [InlineData(HttpStatusCode.BadRequest, "[]", "0 Hi")]
    [InlineData(HttpStatusCode.Gone, "{}", "0 Hi")]
    public void Garbage_is_no_reason_to_fall_or_to_forget_a_device(HttpStatusCode status, string body, string sent)
    {
        var phone = Phone("Jerry");
        Providers.Answer = _ => Status(status, body);
        Start();
        Say(Alert("Hi"));
        Pass(3600);
        Providers.Answer = null;
        Say(Alert("Ho"));

        Assert.Equal($"{sent}, 3600 Ho", Sent);
        Assert.NotNull(Done(Demo.Devices.FindAsync(phone.Id)));
    }

    [Fact]
    public void An_answer_without_end_is_cut()
    {
        Phone("Jerry");
        Providers.Answer = _ => Status(HttpStatusCode.BadRequest, new string('x', 100_000));
        Options = Options with { MaxAttempts = 1 };
        Start();
        Say(Alert("Hi"));

        Assert.All(Logged, line => Assert.Contains("The answer has more than 65536 bytes.", line, StringComparison.Ordinal));
        Assert.Equal(2, Logged.Count);
    }

    [Fact]
    public async Task At_the_end_it_goes_on_for_a_while_and_then_gives_up()
    {
        Phone("Jerry");
        App = App with { CoalesceInterval = TimeSpan.FromMinutes(1) };
        Start();
        Say(Alert("1"));
        Say(Alert("2"));
        var stopped = StopAsync().AsTask();
        Pass();

        Assert.True(stopped.IsCompleted);
        Assert.Equal("0 1, 0 2", Sent);
        await stopped;
    }

    [Fact]
    public async Task What_a_provider_does_not_answer_at_the_end_is_given_up()
    {
        Phone("Jerry");
        Providers.AnswerLater = (_, _) => new TaskCompletionSource<HttpResponseMessage>().Task;
        Start();
        Say(Alert("1"));
        var stopped = StopAsync().AsTask();
        Pass(4.9);
        Assert.False(stopped.IsCompleted);
        Pass(0.2);

        await stopped.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal("Warning: 1 notifications of the application demo were not sent before the end.", Assert.Single(Logged));
    }
}
