using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.AspNetCore.Tests.Networks;

/// <summary>Whatever keeps a client from its server is told at the first try: in the exception, in the state and in the log.</summary>
[Trait("Speed", "slow")]
public sealed class WordsTests : NetworkTest
{
    const string Page = "<!DOCTYPE html><title>Welcome to the hotel</title>";
    const string NotOurs = "This is not the server's own answer: a proxy before it ";
    const string SignIn = "A page came where an answer was due: a proxy or the sign-in of a network stands between (open the address in a browser)";

    readonly LogLines _log = new() { From = LogLevel.Information };

    static string Answer(string status, string body = Page, string headers = "Content-Type: text/html\r\n") =>
        $"HTTP/1.1 {status}\r\n{headers}Content-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";

    /// <summary>What answers in the server's place, the words of HTTP and of a socket's handshake, and whether waiting may mend it.</summary>
    public static TheoryData<string, string, string, bool> Strangers => new()
    {
        { Answer("407 Proxy Authentication Required"), "A proxy on the way wants to know who asks: give Network.Proxy its Credentials", "", false },
        { Answer("413 Content Too Large", headers: "Server: nginx/1.26.3\r\n"),
            $"413 RequestEntityTooLarge (nginx/1.26.3). {NotOurs}takes no body as large as this", "", false },
        { Answer("502 Bad Gateway"), NotOurs + "does not reach it", "", true },
        { Answer("503 Service Unavailable"), NotOurs + "does not reach it",
            "The server takes no more connections now or is stopping, or a proxy before it does not reach it", true },
        { Answer("504 Gateway Timeout", ""), NotOurs + "does not reach it", "", true },
        { Answer("511 Network Authentication Required"), "The network wants a sign-in first: open the address in a browser", "", false },
        { Answer("200 OK"), SignIn, "", false },
        { Answer("200 OK", "\n" + Page, ""), SignIn, "", false },
        { Answer("302 Found", headers: "Location: http://hotel.example/welcome\r\n"),
            "redirects to http://hotel.example/welcome; that is followed for what only reads, 5 times, on the same host, and never from https to http. " +
            "The sign-in of a network may redirect so (open the address in a browser)",
            "The sign-in of a network may redirect so (open the address in a browser)", false },
    };

    LeanClientOptions Options(Uri server, NetworkOptions? network = null) => new(server, "tom")
    {
        RequireTls = server.Scheme is "https" or "wss",
        Network = network ?? new NetworkOptions(),
        ReconnectPolicy = ReconnectPolicies.None,
        LoggerFactory = _log,
    };

    /// <summary>The first try, told everywhere.</summary>
    async Task<ConnectionLostException> FirstTryAsync(LeanClientOptions options)
    {
        await using var client = new LeanClient(options);
        var failure = await Assert.ThrowsAsync<ConnectionLostException>(() => client.OpenAsync(Patience));
        var cause = Assert.IsType<ConnectionLostException>(Assert.IsType<ConnectionState.Disconnected>(client.State).Cause);
        Assert.Same(cause, failure.InnerException);
        Assert.Equal($"Could not connect to {options.Server}: {cause.Message}", failure.Message);
        Assert.Equal(cause.IsTransient, failure.IsTransient);
        Assert.Contains(_log.Lines, line => line.Contains(cause.Message, StringComparison.Ordinal));
        return cause;
    }

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task Somebody_else_answered_for_the_route(string answer, string words, string _, bool isTransient)
    {
        var cause = await FirstTryAsync(Options(Own(new Gateway(answer)).Open()));
        Assert.Contains(words, cause.Message);
        Assert.Equal(isTransient, cause.IsTransient);
    }

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task Somebody_else_answered_the_handshake_of_a_socket(string answer, string words, string ofSockets, bool isTransient)
    {
        var cause = await FirstTryAsync(Options(new UriBuilder(Own(new Gateway(answer)).Open()) { Scheme = "ws" }.Uri));
        // The platform tells the status alone, without who answered.
        var sentence = words.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end ? words[(end + 2)..] : words;
        Assert.Contains(ofSockets.Length > 0 ? ofSockets : sentence, cause.Message);
        Assert.Equal(isTransient, cause.IsTransient);
    }

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task Somebody_else_answered_for_roles_uploads_and_missed_notifications(string answer, string words, string _, bool isTransient)
    {
        var (server, gateway) = (await RunAsync(), Own(new Gateway(answer)).Open());
        var isBetween = false;
        var network = new NetworkOptions { HttpMessageHandlerFactory = inner => new Switch(inner, () => isBetween ? gateway : null) };
        var client = Own(new LeanClient(Options(server, network)));
        await client.OpenAsync(Patience);
        var chat = await client.CreateConversationAsync(["jerry"], cancellationToken: Patience);
        isBetween = true;

        foreach (var ask in new Func<Task>[]
        {
            () => chat.GetMemberRolesAsync(Patience),
            () => client.UploadAsync(new MemoryStream([1, 2, 3]), "a.bin", cancellationToken: Patience),
            () => new HttpMissedEventSource(client.Options.Network)
                .FetchAsync(new MissedEventRequest
                {
                    ApiServer = server,
                    ApplicationId = "demo",
                    ApplicationKey = "demo",
                    ClientId = "tom",
                    SessionToken = "token",
                    After = DateTimeOffset.UnixEpoch,
                }, Patience),
        })
        {
            var failure = await Assert.ThrowsAsync<ConnectionLostException>(ask);
            Assert.Contains(words, failure.Message);
            Assert.Equal(isTransient, failure.IsTransient);
        }
    }

    [Fact]
    public async Task A_name_that_is_not_known()
    {
        var cause = await FirstTryAsync(Options(new Uri("http://nowhere.invalid:5454/")));
        Assert.Contains("The name nowhere.invalid is not known here", cause.Message);
        Assert.True(cause.IsTransient);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("ws")]
    public async Task Each_address_that_was_tried_and_how_it_ended(string scheme)
    {
        var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var cause = await FirstTryAsync(Options(new Uri($"{scheme}://localhost:{port}/")));
        Assert.Contains($"127.0.0.1:{port}", cause.Message);
        Assert.Contains("refused", cause.Message);
        Assert.True(cause.IsTransient);
    }

    [Fact]
    public async Task What_speaks_no_TLS()
    {
        var server = new UriBuilder(Own(new Gateway(Answer("400 Bad Request"))).Open()) { Scheme = "https" }.Uri;
        Assert.Contains("What answers there may speak no TLS: a server without it, or a proxy's page.", (await FirstTryAsync(Options(server))).Message);
    }

    [Theory]
    [InlineData("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", "The proxy lets nobody through to there")]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", "The proxy does not reach the server.")]
    [InlineData("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n", "give Network.Proxy its Credentials")]
    public async Task A_proxy_that_makes_no_tunnel(string answer, string words)
    {
        var proxy = Own(new Gateway(answer)).Open();
        foreach (var server in new[] { "https://chat.example/", "wss://chat.example/", "ws://chat.example/" })
        {
            var cause = await FirstTryAsync(Options(new Uri(server), new NetworkOptions { Proxy = new WebProxy(proxy) }));
            Assert.Contains(words, cause.Message);
            Assert.Contains(proxy.Authority, cause.Message);
        }
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("HTTP/1.1 200 Connection established\r\n\r\n<html>", true)]
    [InlineData("HTTP/1.1 200 Connec", true)]
    public async Task A_proxy_that_hangs_up_half_way_costs_an_attempt(string? answer, bool closes)
    {
        var gateway = Own(new Gateway(answer, closes));
        var network = new NetworkOptions { Proxy = new WebProxy(gateway.Open()) };
        foreach (var server in new[] { "https://chat.example/", "wss://chat.example/", "ws://chat.example/" })
            Assert.True((await FirstTryAsync(Options(new Uri(server), network))).IsTransient);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("HTTP/1.1 200 Connec")]
    [InlineData("HTTP/1.1 200 Connection established\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: webs")]
    public async Task A_proxy_that_says_nothing_more_costs_the_time_of_one_attempt_and_is_named(string? answer)
    {
        var proxy = Own(new Gateway(answer, closes: false)).Open();
        var network = new NetworkOptions { Proxy = new WebProxy(proxy) };
        var cause = await FirstTryAsync(Options(new Uri("wss://chat.example/"), network) with { ConnectTimeout = TimeSpan.FromMilliseconds(300) });
        Assert.Equal($"wss://chat.example/ did not answer within 0.3 s while dialling through the proxy http://{proxy.Authority}.", cause.Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_waiting_does_not_mend_is_told_at_once_and_the_policy_says_whether_it_goes_on(bool goesOn)
    {
        var gateway = Own(new Gateway(Answer("200 OK")));
        var failures = new ConcurrentQueue<LeanRxException>();
        var client = Own(new LeanClient(Options(gateway.Open()) with { ReconnectPolicy = new Policy(failures, goesOn ? TimeSpan.Zero : null) }));
        var third = client.StateChanges.OfType<ConnectionState.Reconnecting>().FirstOrDefaultAsync(state => state.Attempt == 3).ToTask(Patience);

        var failure = await Assert.ThrowsAsync<ConnectionLostException>(() => client.OpenAsync(Patience));

        Assert.Contains(SignIn, failure.Message);
        if (goesOn)
            Assert.Contains(SignIn, (await third)!.Cause.Message);
        else
            Assert.IsType<ConnectionState.Disconnected>(client.State);
        Assert.All(failures, cause => Assert.False(((ConnectionLostException)cause).IsTransient));
    }

    [Fact]
    public async Task A_proxy_that_cuts_costs_no_message_and_no_more_than_it_cuts()
    {
        await using var proxy = new SmallProxy();
        var server = await RunAsync();
        var client = Own(NewClient(server, new NetworkOptions { Proxy = new WebProxy(proxy.Address) }));
        await client.OpenAsync(Patience);
        var chat = await client.CreateConversationAsync(["jerry"], cancellationToken: Patience);
        var logins = 1;
        client.StateChanges.OfType<ConnectionState.Connected>().Skip(1).Subscribe(_ => logins++);
        for (var cut = 0; cut < 3; cut++)
        {
            var back = client.StateChanges.OfType<ConnectionState.Connected>().Skip(1).FirstAsync().ToTask(Patience);
            proxy.Cut();
            await Task.WhenAll(back, chat.SendAsync($"{cut}", cancellationToken: Patience));
        }
        var history = chat.GetHistoryAsync(new HistoryOptions { Direction = HistoryDirection.Newer }, Patience);
        Assert.Equal(["0", "1", "2"], await history.Select(message => ((TextMessage)message).Text!).ToListAsync(Patience));
        Assert.Equal(4, logins);
    }

    sealed class Policy(ConcurrentQueue<LeanRxException> failures, TimeSpan? delay) : IReconnectPolicy
    {
        public TimeSpan? NextDelay(ReconnectContext context)
        {
            failures.Enqueue(context.Cause);
            return delay;
        }
    }

    sealed class Switch(HttpMessageHandler inner, Func<Uri?> elsewhere) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (elsewhere() is not { } gateway)
                return await base.SendAsync(request, cancellationToken);
            var asked = request.RequestUri!;
            request.RequestUri = new Uri(gateway, asked.PathAndQuery);
            var response = await base.SendAsync(request, cancellationToken);
            request.RequestUri = asked;
            return response;
        }
    }
}
