using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LeanRx.Server.AspNetCore.Tests.Networks;

/// <summary>Each option of the way out holds for everything that a client opens: route, socket, roles, upload and missed notifications.</summary>
[Trait("Speed", "slow")]
public sealed partial class NetworkOptionsTests : NetworkTest
{
    readonly Authority _authority = new();

    NetworkOptions Trusting => new() { CustomTrustStore = { _authority.Certificate } };

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _authority.Dispose();
    }

    void AssertEveryDoor(Func<Arrival, bool> holds)
    {
        Assert.Equal(AllDoors.Order(), Arrivals.Select(arrival => arrival.Door).Distinct().Order());
        Assert.All(Arrivals, arrival => Assert.True(holds(arrival), arrival.Door));
    }

    [Fact]
    public async Task An_authority_of_ones_own_is_trusted_everywhere()
    {
        var server = await RunAsync(_authority.Issue());
        await UseEveryDoorAsync(server, Trusting);
        AssertEveryDoor(arrival => true);
    }

    [Fact]
    public async Task A_proxy_with_a_password_carries_everything()
    {
        await using var proxy = new SmallProxy("tom:secret");
        var server = await RunAsync(_authority.Issue());
        await UseEveryDoorAsync(server, Trusting with { Proxy = new WebProxy(proxy.Address) { Credentials = new NetworkCredential("tom", "secret") } });

        AssertEveryDoor(arrival => true);
        // HTTP keeps one tunnel; each socket has its own.
        Assert.Equal(3, proxy.Passed.Count(line => line == $"CONNECT localhost:{server.Port} HTTP/1.1"));
        Assert.Equal(3, proxy.Passed.Count);
    }

    [Fact]
    public async Task A_proxy_carries_what_is_not_encrypted_too()
    {
        await using var proxy = new SmallProxy();
        var server = await RunAsync();
        await UseEveryDoorAsync(server, new NetworkOptions { Proxy = new WebProxy(proxy.Address) });

        AssertEveryDoor(arrival => true);
        Assert.Equal(2, proxy.Passed.Count(line => line == $"CONNECT localhost:{server.Port} HTTP/1.1"));
        Assert.Contains(proxy.Passed, line => line.StartsWith($"GET http://localhost:{server.Port}/v1/route", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_proxy_is_bypassed_for_goes_out_directly()
    {
        await using var proxy = new SmallProxy();
        var server = await RunAsync();
        await UseEveryDoorAsync(server, new NetworkOptions { Proxy = new WebProxy(proxy.Address) { BypassList = ["localhost"] } });

        AssertEveryDoor(arrival => true);
        Assert.Empty(proxy.Passed);
    }

    [Fact]
    public async Task A_pinned_key_holds_everywhere()
    {
        var certificate = _authority.Issue();
        await UseEveryDoorAsync(await RunAsync(certificate), Trusting with { PinnedKeys = ["sha256//" + Authority.PinOf(certificate)] });
        AssertEveryDoor(arrival => true);
    }

    [Fact]
    public async Task The_key_of_an_authority_can_be_pinned()
    {
        await UseEveryDoorAsync(await RunAsync(_authority.Issue()), Trusting with { PinnedKeys = [Authority.PinOf(_authority.Certificate)] });
        AssertEveryDoor(arrival => true);
    }

    [Fact]
    public async Task A_check_of_ones_own_decides_everywhere()
    {
        var certificate = _authority.Issue("elsewhere.example");
        await UseEveryDoorAsync(await RunAsync(certificate),
            new NetworkOptions { RemoteCertificateValidationCallback = (_, shown, _, _) => shown!.GetCertHashString() == certificate.Thumbprint });
        AssertEveryDoor(arrival => true);
    }

    [Fact]
    public async Task A_client_certificate_is_shown_everywhere()
    {
        var mine = _authority.Issue("tom");
        await UseEveryDoorAsync(await RunAsync(_authority.Issue()), Trusting with { ClientCertificates = [mine] });
        AssertEveryDoor(arrival => arrival.ClientCertificate == mine.Thumbprint);
    }

    [Fact]
    public async Task Headers_go_with_every_request_and_each_is_asked_for_anew()
    {
        var asked = 0;
        await UseEveryDoorAsync(await RunAsync(), new NetworkOptions
        {
            HeadersProvider = (address, _) => new([new("X-Gateway", $"{Interlocked.Increment(ref asked)} {address.AbsolutePath}")]),
        });

        AssertEveryDoor(arrival => arrival.Headers.ContainsKey("X-Gateway"));
        var told = Arrivals.Select(arrival => arrival.Headers["X-Gateway"].ToString()).ToList();
        Assert.Equal(told.Count, told.Distinct().Count());
        Assert.All(Arrivals.Where(arrival => arrival.Door is "socket"), arrival => Assert.EndsWith(" /", arrival.Headers["X-Gateway"]));
    }

    [Theory]
    [InlineData(HttpVersionPolicy.RequestVersionExact)]
    [InlineData(HttpVersionPolicy.RequestVersionOrLower)]
    public async Task HTTP_2_is_spoken_everywhere_where_it_is_asked_for(HttpVersionPolicy policy)
    {
        await UseEveryDoorAsync(await RunAsync(_authority.Issue()), Trusting with { HttpVersion = HttpVersion.Version20, HttpVersionPolicy = policy });
        AssertEveryDoor(arrival => arrival.Protocol == "HTTP/2");
    }

    [Fact]
    public async Task A_server_that_speaks_HTTP_1_alone_is_spoken_to_so_where_a_lower_version_will_do()
    {
        await UseEveryDoorAsync(await RunAsync(_authority.Issue(), HttpProtocols.Http1), Trusting with { HttpVersion = HttpVersion.Version20 });
        AssertEveryDoor(arrival => arrival.Protocol == "HTTP/1.1");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_default_proxy_of_the_process_is_told_who_asks_or_passed_by(bool useProxy)
    {
        await using var proxy = new SmallProxy("tom:secret");
        var server = await RunAsync(_authority.Issue());
        var before = HttpClient.DefaultProxy;
        HttpClient.DefaultProxy = new ProxyOfOne(server, proxy.Address, before);
        try
        {
            await UseEveryDoorAsync(server, Trusting with { UseProxy = useProxy, DefaultProxyCredentials = new NetworkCredential("tom", "secret") });
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
        AssertEveryDoor(arrival => true);
        Assert.Equal(useProxy ? 3 : 0, proxy.Passed.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_check_of_ones_own_that_says_no_or_throws_is_named(bool throws)
    {
        var network = Trusting with { RemoteCertificateValidationCallback = (_, _, _, _) => throws ? throw new InvalidOperationException("no disk") : false };
        var failure = await FailureAsync(await RunAsync(_authority.Issue()), network);
        Assert.Contains("Network.RemoteCertificateValidationCallback" + (throws ? " threw over the certificate of localhost: no disk" : ""), failure.Message);
        Assert.False(failure.IsTransient);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_proxy_that_refuses_the_password_is_told_at_the_first_try(bool isSocketAlone)
    {
        await using var proxy = new SmallProxy("tom:secret");
        var server = await RunAsync(_authority.Issue());
        if (isSocketAlone)
            server = new UriBuilder(server) { Scheme = "wss" }.Uri;

        var failure = await FailureAsync(server, Trusting with { Proxy = new WebProxy(proxy.Address) { Credentials = new NetworkCredential("tom", "wrong") } });

        Assert.Contains("407", failure.Message);
        Assert.Contains(proxy.Address.Authority, failure.Message);
        Assert.Contains("Network.Proxy its Credentials", failure.Message);
        Assert.False(failure.IsTransient);
        Assert.Empty(proxy.Passed);
    }

    [Theory]
    [InlineData("Connection", "close", "the header Connection is the client's own")]
    [InlineData("sec-websocket-key", "x", "the header sec-websocket-key is the client's own")]
    [InlineData("Content-Length", "3", "the header Content-Length is the client's own")]
    [InlineData("X Gateway", "x", "'X Gateway' is no name of a header")]
    [InlineData("", "x", "'' is no name of a header")]
    [InlineData("X-Gateway", "a\r\nX-Other: b", "the value of the header X-Gateway is no line of text")]
    [InlineData("X-Gateway", null, "the value of the header X-Gateway is no line of text")]
    public async Task A_header_that_cannot_be_is_refused_by_name(string name, string? value, string why)
    {
        var failure = await FailureAsync(await RunAsync(), new NetworkOptions { HeadersProvider = (_, _) => new([new(name, value!)]) });
        Assert.Contains("Network.HeadersProvider gave what cannot be sent: " + why, failure.Message);
        Assert.False(failure.IsTransient);
        Assert.Empty(Arrivals);
    }

    [Fact]
    public async Task Headers_that_throw_once_cost_one_attempt()
    {
        var asked = 0;
        var server = await RunAsync();
        await using var client =
            NewClient(server, new NetworkOptions { HeadersProvider = (_, _) => ++asked == 1 ? throw new InvalidOperationException("no token yet") : new([]) });
        var states = new List<ConnectionState>();
        client.StateChanges.Subscribe(states.Add);
        await client.OpenAsync(Patience);

        Assert.Contains("Network.HeadersProvider threw: no token yet", Assert.Single(states.OfType<ConnectionState.Reconnecting>()).Cause.Message);
    }

    [Fact]
    public async Task A_socket_and_a_handler_of_ones_own_are_taken()
    {
        var (requests, server) = (new List<string>(), await RunAsync());
        await UseEveryDoorAsync(server, new NetworkOptions
        {
            HeadersProvider = (_, _) => new([new("X-Gateway", "1")]),
            HttpMessageHandlerFactory = inner => new Recording(inner, requests),
            WebSocketFactory = async (request, cancellationToken) =>
            {
                lock (requests)
                    requests.Add($"{request.Address} {request.Subprotocol} {request.Headers[0]}");
                var socket = new System.Net.WebSockets.ClientWebSocket();
                socket.Options.AddSubProtocol(request.Subprotocol!);
                await socket.ConnectAsync(request.Address, cancellationToken);
                return socket;
            },
        });

        Assert.Equal(2, requests.Count(line => line == $"ws://localhost:{server.Port}/ lc.json.3 [X-Gateway, 1]"));
        Assert.Equal(Arrivals.Count, requests.Count);
    }

    /// <summary>The process's proxy as it was, but for one server: other tests run beside this one.</summary>
    sealed class ProxyOfOne(Uri server, Uri proxy, IWebProxy others) : IWebProxy
    {
        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) => destination.Port == server.Port ? proxy : others.GetProxy(destination);

        public bool IsBypassed(Uri host) => host.Port != server.Port && others.IsBypassed(host);
    }

    sealed class Recording(HttpMessageHandler inner, List<string> requests) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            lock (requests)
                requests.Add(request.RequestUri!.AbsolutePath);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
