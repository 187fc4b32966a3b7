using System.Net;
using System.Reactive.Concurrency;
using System.Reactive.Threading.Tasks;
using LeanRx.Http.Internal;
using LeanRx.Transport.Internal;

namespace LeanRx.Tests.Routing;

/// <summary>Where a server may send the client on to.</summary>
public class RedirectTests
{
    [Theory]
    [InlineData("https://router.example/v1/route?appId=app&secure=1", "https://router.example/elsewhere", true)]
    [InlineData("https://router.example/v1/route?appId=app&secure=1", "/relative", true)]
    [InlineData("http://router.example/v1/route?appId=app&secure=1", "https://router.example/v1/route", true)]
    [InlineData("https://router.example/v1/route?appId=app&secure=1", "https://evil.example/v1/route", false)]
    [InlineData("https://router.example/v1/route?appId=app&secure=1", "http://router.example/v1/route", false)]
    [InlineData("https://router.example/v1/route?appId=app&secure=1", "https://router.example:8443/v1/route", false)]
    public async Task A_route_is_looked_for_on_the_same_host_and_never_less_securely(string asked, string location, bool isFollowed)
    {
        var web = new Web(asked, location, """{"server":"wss://rtm.example/"}""");
        var route = new HttpRouteResolver(new NetworkOptions { HttpMessageHandlerFactory = _ => web })
            .ResolveAsync(new Uri(new Uri(asked).GetLeftPart(UriPartial.Authority)), "app", secure: true, TestContext.Current.CancellationToken);

        if (isFollowed)
            Assert.Equal(new Uri("wss://rtm.example/"), (await route).Server);
        else
            Assert.Contains($"redirects to {location}", (await Assert.ThrowsAsync<ConnectionLostException>(() => route)).Message, StringComparison.Ordinal);
        Assert.Equal(isFollowed ? 2 : 1, web.Asked.Count);
    }

    [Theory]
    [InlineData("POST", "https://api.example/other")]
    [InlineData("PUT", "https://api.example/other")]
    [InlineData("GET", "https://evil.example/1.1/thing")]
    public async Task Neither_what_changes_something_nor_a_key_is_sent_on(string method, string location)
    {
        var web = new Web("https://api.example/1.1/thing", location, "{}");
        using var request = new HttpRequestMessage(new HttpMethod(method), "https://api.example/1.1/thing?token=secret");
        HttpApi.Introduce(request, "app", "key");

        var error = await Assert.ThrowsAsync<ConnectionLostException>(() => HttpApi.AskAsync(NetworkOf(web), request, 1000, CancellationToken.None));

        Assert.Single(web.Asked);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_sent_on_for_ever_is_given_up_after_five_times()
    {
        var web = new Web("https://api.example/1.1/thing", "https://api.example/1.1/thing", "{}");
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.example/1.1/thing");

        await Assert.ThrowsAsync<ConnectionLostException>(() => HttpApi.AskAsync(NetworkOf(web), request, 1000, CancellationToken.None));

        Assert.Equal(6, web.Asked.Count);
    }

    [Fact]
    public async Task A_client_of_the_applications_own_that_let_itself_be_sent_elsewhere_is_not_believed()
    {
        var web = new Web("https://api.example/1.1/thing", null, "{}") { Ended = new Uri("https://evil.example/") };
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.example/1.1/thing");

        var error = await Assert.ThrowsAsync<ConnectionLostException>(() => HttpApi.AskAsync(NetworkOf(web), request, 1000, CancellationToken.None));

        Assert.Contains("redirects to https://evil.example/", error.Message, StringComparison.Ordinal);
    }

    static ClientNetwork NetworkOf(HttpMessageHandler web) =>
        new(new NetworkOptions { HttpMessageHandlerFactory = _ => web }, Scheduler.Default, Timeout.InfiniteTimeSpan);

    sealed class Web(string redirected, string? location, string answer) : HttpMessageHandler
    {
        public List<Uri> Asked { get; } = [];

        public Uri? Ended { get; init; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri!);
            var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer), RequestMessage = request };
            if (Ended is not null)
                response.RequestMessage = new HttpRequestMessage(HttpMethod.Get, Ended);
            if (location is not null && request.RequestUri!.GetLeftPart(UriPartial.Path) == new Uri(redirected).GetLeftPart(UriPartial.Path))
            {
                response.StatusCode = HttpStatusCode.Found;
                response.Headers.Location = new Uri(location, UriKind.RelativeOrAbsolute);
            }
            return Task.FromResult(response);
        }
    }
}
