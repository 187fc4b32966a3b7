using System.Net;
using System.Text;

namespace LeanRx.Tests.MissedEvents;

public class HttpMissedEventSourceTests
{
    static readonly MissedEventRequest Question =
        new()
        {
            ApiServer = new Uri("https://chat.example/im/"),
            ApplicationId = "app",
            ApplicationKey = "key",
            ClientId = "tom & co",
            SessionToken = "token",
            After = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123),
        };

    static async Task<(MissedEventPage Page, HttpRequestMessage Request)> AskAsync(string answer, HttpStatusCode status = HttpStatusCode.OK)
    {
        HttpRequestMessage? seen = null;
        using var host = new Host(request =>
        {
            seen = request;
            return new HttpResponseMessage(status) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
        });
        return (await new HttpMissedEventSource(new NetworkOptions { HttpMessageHandlerFactory = _ => host })
            .FetchAsync(Question, TestContext.Current.CancellationToken), seen!);
    }

    static IEnumerable<string> Texts(MissedEventPage page) =>
        page.Frames.Cast<ConversationFrame>().Select(frame => $"{frame.Operation} {frame.ConversationId} {frame.ServerTimestamp}");

    [Fact]
    public async Task The_question_names_the_client_the_time_the_application_and_the_token()
    {
        var (_, request) = await AskAsync("""{"notifications":[]}""");
        Assert.Equal("https://chat.example/im/1.1/rtm/notifications?client_id=tom%20%26%20co&start_ts=1700000000123", request.RequestUri!.AbsoluteUri);
        Assert.Equal(["app", "key", "token"],
            new[] { "X-LC-Id", "X-LC-Key", "X-LC-IM-Session-Token" }.Select(name => request.Headers.GetValues(name).Single()));
    }

    [Fact]
    public async Task A_page_sorted_by_kind_is_read()
    {
        var (page, _) = await AskAsync("""{"permanent":{"hasMore":true,"notifications":[{"cmd":"conv","op":"members-joined","cid":"c","m":["mary"],"serverTs":5,"notificationType":1}]},"droppable":{"invalidLocalConvCache":false,"notifications":[]}}""");
        Assert.Equal(["members-joined c 5"], Texts(page));
        Assert.Equal((true, true), (page.HasMore, page.IsComplete));
    }

    [Fact]
    public async Task A_flat_page_with_underscores_is_read()
    {
        var (page, _) = await AskAsync("""{"hasMore":false,"notifications":[{"cmd":"conv","op":"members_joined","cid":"c","serverTs":5},{"cmd":"conv","op":"left","cid":"d","serverTs":6}]}""");
        Assert.Equal(["members-joined c 5", "left d 6"], Texts(page));
        Assert.Equal((false, true), (page.HasMore, page.IsComplete));
    }

    [Fact]
    public async Task A_server_that_has_dropped_some_says_so()
    {
        var (page, _) = await AskAsync("""{"permanent":{"notifications":[]},"droppable":{"invalidLocalConvCache":true}}""");
        Assert.False(page.IsComplete);
    }

    [Fact]
    public async Task What_is_no_frame_costs_itself_alone()
    {
        var (page, _) = await AskAsync("""{"notifications":[1,{"cmd":7},{"op":"left"},{"cmd":"conv","op":"left","cid":"d","serverTs":6}]}""");
        Assert.Equal(["left d 6"], page.Frames.OfType<ConversationFrame>()
            .Select(frame => $"{frame.Operation} {frame.ConversationId} {frame.ServerTimestamp}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"notifications":{}}""")]
    [InlineData("""{"permanent":{}}""")]
    [InlineData("<xml/>")]
    public async Task What_is_no_page_is_an_error(string answer) =>
        Assert.Equal("The server's answer is no page of missed events.",
            (await Assert.ThrowsAsync<InvalidResponseException>(() => AskAsync(answer))).Message);

    [Fact]
    public async Task A_refusal_carries_the_servers_code_and_reason()
    {
        var refusal = await Assert.ThrowsAsync<ServerRejectedException>(() =>
            AskAsync("""{"code":4112,"error":"The session token is not good."}""", HttpStatusCode.BadRequest));
        Assert.Equal((4112, "The session token is not good."), (refusal.Code, refusal.Detail));
    }

    [Fact]
    public async Task A_refusal_without_a_code_carries_the_status() =>
        Assert.Equal((404, "https://chat.example/im/1.1/rtm/notifications answered 404"),
            await Assert.ThrowsAsync<ServerRejectedException>(() => AskAsync("<html>", HttpStatusCode.NotFound)) is var refusal
            ? (refusal.Code, refusal.Detail) : default);

    [Fact]
    public async Task A_server_out_of_order_is_worth_another_attempt() =>
        Assert.Equal(
            "https://chat.example/im/1.1/rtm/notifications answered 503 ServiceUnavailable. This is not the server's own answer: a proxy before it does " +
            "not reach it.",
            (await Assert.ThrowsAsync<ConnectionLostException>(() => AskAsync("", HttpStatusCode.ServiceUnavailable))).Message);

    sealed class Host(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(answer(request));
    }
}
