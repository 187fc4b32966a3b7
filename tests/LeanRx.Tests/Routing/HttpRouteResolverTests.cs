using System.Net;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;

namespace LeanRx.Tests.Routing;

public class HttpRouteResolverTests
{
    readonly FakeHttp _http = new();

    Task<ServerRoute> AskAsync(string router = "https://router.example", bool secure = true, string applicationId = "app") =>
        new HttpRouteResolver(new NetworkOptions { HttpMessageHandlerFactory = _ => _http }).ResolveAsync(new Uri(router), applicationId, secure);

    [Fact]
    public async Task The_answer_holds_both_servers_and_how_long_it_is_good()
    {
        _http.Body = """{"groupId":"g0","server":"wss://rtm1.example.com/","secondary":"wss://rtm2.example.com/","ttl":60}""";

        Assert.Equal(new ServerRoute(new Uri("wss://rtm1.example.com/"), TimeSpan.FromSeconds(60))
        {
            Secondary = new Uri("wss://rtm2.example.com/"),
        }, await AskAsync());
    }

    [Theory]
    [InlineData("""{"server":"ws://127.0.0.1:8080/"}""")]
    [InlineData("""{"server":"ws://127.0.0.1:8080/","secondary":null,"ttl":null}""")]
    [InlineData("""{"server":"ws://127.0.0.1:8080/","secondary":"","ttl":""}""")]
    [InlineData("""{"server":"ws://127.0.0.1:8080/","secondary":"nowhere","ttl":"soon"}""")]
    [InlineData("""{"server":"ws://127.0.0.1:8080/","secondary":"https://127.0.0.1/","ttl":-1}""")]
    [InlineData("""{"server":"ws://127.0.0.1:8080/","secondary":["ws://127.0.0.1/"],"ttl":"NaN"}""")]
    [InlineData("""{"server":"ws://127.0.0.1:8080/","secondary":"\ud83d","ttl":"\ud83d"}""")]
    public async Task An_answer_without_usable_secondary_and_ttl_is_good_for_an_hour(string body)
    {
        _http.Body = body;

        Assert.Equal(new ServerRoute(new Uri("ws://127.0.0.1:8080/"), TimeSpan.FromHours(1)), await AskAsync());
    }

    [Theory]
    [InlineData("60", 60)]
    [InlineData("\"60\"", 60)]
    [InlineData("\" 60 \"", 60)]
    [InlineData("\"0.5\"", 0.5)]
    [InlineData("0", 0)]
    [InlineData("1e300", int.MaxValue)]
    [InlineData("\"1e300\"", int.MaxValue)]
    public async Task The_time_to_live_is_a_number_of_seconds_or_its_text(string ttl, double seconds)
    {
        _http.Body = $$"""{"server":"ws://127.0.0.1:8080/","ttl":{{ttl}}}""";

        Assert.Equal(TimeSpan.FromSeconds(seconds), (await AskAsync()).TimeToLive);
    }

    [Fact]
    public async Task A_byte_order_mark_before_the_answer_is_passed_over()
    {
        _http.Body = "\uFEFF" + """{"server":"ws://127.0.0.1:8080/"}""";
        Assert.Equal(new Uri("ws://127.0.0.1:8080/"), (await AskAsync()).Server);

        (_http.Status, _http.Body) = (HttpStatusCode.NotFound, "\uFEFF" + """{"code":4100,"error":"\ud83d"}""");
        Assert.Equal(4100, (await Assert.ThrowsAsync<ServerRejectedException>(() => AskAsync())).Code);
    }

    [Theory]
    [InlineData("https://router.example", true, "https://router.example/v1/route?appId=my%20app&secure=1")]
    [InlineData("http://127.0.0.1:3000/", false, "http://127.0.0.1:3000/v1/route?appId=my%20app")]
    [InlineData("https://router.example/im/?x=1", true, "https://router.example/im/v1/route?appId=my%20app&secure=1")]
    [Trait("Row", "S104")]
    public async Task The_question_names_the_application_and_whether_wss_is_wanted(string router, bool secure, string expected)
    {
        await AskAsync(router, secure, "my app");

        Assert.Equal([expected], _http.Asked);
    }

    [Theory]
    [InlineData(HttpStatusCode.Created)]
    [InlineData(HttpStatusCode.Accepted)]
    [InlineData((HttpStatusCode)299)]
    [Trait("Row", "S11")]
    public async Task Any_2xx_is_a_success(HttpStatusCode status)
    {
        _http.Status = status;

        Assert.Equal(new Uri("wss://rtm.example/"), (await AskAsync()).Server);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound,
        "The router https://router.example/v1/route?appId=app&secure=1 answered 404: it does not know the application, or it is no router.")]
    [InlineData(HttpStatusCode.BadGateway, "The router https://router.example/v1/route?appId=app&secure=1 answered 502 BadGateway.")]
    public async Task Any_other_status_is_an_error_that_names_the_URL(HttpStatusCode status, string message)
    {
        _http.Status = status;

        Assert.Equal(message, (await Assert.ThrowsAsync<ConnectionLostException>(() => AskAsync())).Message);
    }

    [Theory]
    [InlineData("""{"code":4100,"error":"There is no such application."}""", "The server refused: 4100 APP_NOT_AVAILABLE (There is no such application.).")]
    [InlineData("""{"code":4100}""", "The server refused: 4100 APP_NOT_AVAILABLE.")]
    public async Task A_refusal_with_a_code_is_the_servers_word(string body, string message)
    {
        _http.Status = HttpStatusCode.NotFound;
        _http.Body = body;

        var error = await Assert.ThrowsAsync<ServerRejectedException>(() => AskAsync());

        Assert.Equal(4100, error.Code);
        Assert.Equal(message, error.Message);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("[4100]")]
    [InlineData("""{"code":"4100"}""")]
    public async Task A_refusal_without_a_code_is_a_status(string body)
    {
        _http.Status = HttpStatusCode.NotFound;
        _http.Body = body;

        await Assert.ThrowsAsync<ConnectionLostException>(() => AskAsync());
    }

    [Fact]
    public async Task A_router_that_is_not_there_is_an_error_that_names_the_URL()
    {
        _http.Failure = new HttpRequestException("connection refused");

        var error = await Assert.ThrowsAsync<ConnectionLostException>(() => AskAsync());

        Assert.Equal("The router https://router.example/v1/route?appId=app&secure=1 was not reached: connection refused", error.Message);
        Assert.Same(_http.Failure, error.InnerException);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("  <!DOCTYPE html>\n<title>Welcome to the hotel</title>")]
    public async Task A_page_in_place_of_a_route_is_somebody_elses(string page)
    {
        _http.Body = page;

        var error = await Assert.ThrowsAsync<ConnectionLostException>(() => AskAsync());

        Assert.StartsWith(
            "The router https://router.example/v1/route?appId=app&secure=1 answered 200 OK. A page came where an answer was due: ", error.Message);
        Assert.False(error.IsTransient);
    }

    [Theory]
    [InlineData("", "it is not JSON")]
    [InlineData("<xml/>", "it is not JSON")]
    [InlineData("[]", "it is not a JSON object")]
    [InlineData("{}", "server is missing")]
    [InlineData("""{"server":null}""", "server is missing")]
    [InlineData("""{"server":7}""", "server is no ws or wss URL")]
    [InlineData("""{"server":""}""", "server is no ws or wss URL")]
    [InlineData("""{"server":"\ud83d"}""", "server is no ws or wss URL")]
    [InlineData("""{"server":"/relative"}""", "server is no ws or wss URL")]
    [InlineData("""{"server":"https://rtm.example/"}""", "server is no ws or wss URL")]
    public async Task An_answer_that_is_no_route_is_an_error_that_names_the_URL_and_the_flaw(string body, string flaw)
    {
        _http.Body = body;

        var error = await Assert.ThrowsAsync<InvalidResponseException>(() => AskAsync());

        Assert.Equal($"The answer of the router https://router.example/v1/route?appId=app&secure=1 is no route: {flaw}.", error.Message);
    }

    [Fact]
    public async Task An_answer_without_end_is_not_read_to_the_end()
    {
        _http.Content = new StreamContent(new Endless());

        Assert.Contains("more than 65,536 bytes", (await Assert.ThrowsAsync<InvalidResponseException>(() => AskAsync())).Message);
    }

    sealed class FakeHttp : HttpMessageHandler
    {
        public List<string> Asked { get; } = [];

        public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        public string Body { get; set; } = """{"server":"wss://rtm.example/"}""";

        public HttpContent? Content { get; set; }

        public Exception? Failure { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri!.AbsoluteUri);
            return Failure is not null
                ? Task.FromException<HttpResponseMessage>(Failure)
                : Task.FromResult(new HttpResponseMessage(Status) { Content = Content ?? new StringContent(Body) });
        }
    }

    sealed class Endless : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)' ');
            return count;
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
