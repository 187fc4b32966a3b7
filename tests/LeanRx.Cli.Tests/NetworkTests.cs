using System.Net;
using System.Security.Cryptography.X509Certificates;
using LeanRx.Cli.Serving;
using LeanRx.Server.AspNetCore.Tests.Networks;

namespace LeanRx.Cli.Tests;

/// <summary>What stands between the tool and its server, and TLS of the server's own.</summary>
public sealed class NetworkTests : ToolTest
{
    readonly Authority _authority = new();
    readonly List<IAsyncDisposable> _gateways = [];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var gateway in _gateways)
            await gateway.DisposeAsync();
        _authority.Dispose();
    }

    Uri Open(string answer)
    {
        var gateway = new Gateway(answer);
        _gateways.Add(gateway);
        return gateway.Open();
    }

    string Write(string name, string text)
    {
        var path = Path.Combine(OwnFolder, name);
        File.WriteAllText(path, text);
        return path;
    }

    async Task<(Uri Url, string Certificate)> ServeWithTlsAsync(X509Certificate2 certificate)
    {
        var file = Write("chat.crt", certificate.ExportCertificatePem());
        var key = Write("chat.key", certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        var server = Start("serve", "--urls", "https://127.0.0.1:0", "--certificate", file, "--certificate-key", key);
        return (new Uri((await server.ReadUntilAsync("listening on https://127.0.0.1:"))["listening on ".Length..]), file);
    }

    [Fact]
    public async Task A_server_with_a_certificate_speaks_HTTP_2_too_and_takes_a_renewed_one_without_a_restart()
    {
        var (url, file) = await ServeWithTlsAsync(_authority.Issue("elsewhere.example"));
        LeanClient Client(Version version) => new(new LeanClientOptions(url, "Tom")
        {
            Network = new NetworkOptions
            {
                CustomTrustStore = { _authority.Certificate },
                HttpVersion = version,
                HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            },
        });
        await using (var early = Client(HttpVersion.Version11))
            Assert.Contains("it is not for 127.0.0.1", (await Assert.ThrowsAsync<ConnectionLostException>(() => early.OpenAsync(Patience))).Message);

        var renewed = _authority.Issue("127.0.0.1");
        File.WriteAllText(Path.ChangeExtension(file, "key"), renewed.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(file, renewed.ExportCertificatePem());
        File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddSeconds(5));
        foreach (var version in new[] { HttpVersion.Version11, HttpVersion.Version20 })
        {
            await using var tom = Client(version);
            await tom.OpenAsync(Patience);
        }
    }

    [Fact]
    public void A_renewed_certificate_that_cannot_be_used_is_told_once_and_the_one_before_stays()
    {
        var good = _authority.Issue("127.0.0.1");
        var key = Write("good.key", good.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        var file = Write("good.crt", good.ExportCertificatePem());
        var errors = new List<string>();
        var files = CertificateFiles.Of(new Uri("https://127.0.0.1"), file, key, errors.Add)!;
        var before = files.Options().ServerCertificateContext;

        File.WriteAllText(file, "half a cert");
        File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(key).AddSeconds(5));

        Assert.Same(before, files.Options().ServerCertificateContext);
        Assert.Same(before, files.Options().ServerCertificateContext);
        Assert.StartsWith($"leanrx: --certificate {file}: the renewed one cannot be used, the one before still is: ",
            Assert.Single(errors));
    }

    [Theory]
    [InlineData("https://127.0.0.1:0", null, "--urls https://127.0.0.1:0: give the certificate with --certificate")]
    [InlineData("http://127.0.0.1:0", "none.crt", "--certificate: --urls http://127.0.0.1:0 has no TLS")]
    [InlineData("https://127.0.0.1:0", "none.crt", "--certificate none.crt: cannot be used: ")]
    public async Task A_certificate_that_cannot_be_is_an_error_of_one_line(string url, string? certificate, string words)
    {
        string[] given = certificate is null ? [] : ["--certificate", certificate];
        var (exitCode, _, errors) = await ToolRun.RunAsync(Patience, ["serve", "--urls", url, .. given]);
        Assert.Equal(2, exitCode);
        Assert.StartsWith("leanrx: " + words, errors);
        Assert.Single(errors.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public async Task Known_proxies_are_believed_and_what_is_none_is_an_error()
    {
        var url = await ServeHereAsync("--known-proxies", "10.0.0.0/8,127.0.0.1");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url, "/v1/route?appId=demo"));
        request.Headers.Add("X-Forwarded-Proto", "https");
        using var response = await Http.SendAsync(request, Patience);
        Assert.Contains($"wss://127.0.0.1:{url.Port}/", await response.Content.ReadAsStringAsync(Patience));

        Assert.Equal((2, "leanrx: --known-proxies nowhere: KnownProxies has 'nowhere', which is no address or network: 127.0.0.1 or 10.0.0.0/8, for " +
            "example.\n"),
            await ToolRun.RunAsync(Patience, "serve", "--urls", "http://127.0.0.1:0", "--known-proxies", "127.0.0.1,nowhere") is var (exitCode, _, errors)
                ? (exitCode, errors) : default);
    }

    /// <summary>What waiting does not mend ends the tool at once; what may pass is told at once too, and tried again.</summary>
    async Task AssertToldAsync(Uri server, string words, bool ends, IReadOnlyDictionary<string, string>? environment = null)
    {
        var tool = Start(environment, "chat", "--server", server.OriginalString, "--as", "Spike");
        if (ends)
            Assert.Equal(1, await tool.WaitForExitAsync());
        else
            await tool.ErrorAsync("Trying again.");
        var errors = await tool.EndedAsync();
        Assert.Contains(words, errors);
        Assert.Single(errors.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("200 OK", "A page came where an answer was due", true)]
    [InlineData("407 Proxy Authentication Required", "wants to know who asks", true)]
    [InlineData("413 Content Too Large", "a proxy before it takes no body as large as this", true)]
    [InlineData("511 Network Authentication Required", "The network wants a sign-in first", true)]
    [InlineData("302 Found\r\nLocation: http://hotel.example/", "The sign-in of a network may redirect so", true)]
    [InlineData("502 Bad Gateway", "This is not the server's own answer: a proxy before it does not reach it", false)]
    public async Task Whoever_answers_in_the_servers_place_is_told(string status, string words, bool ends) =>
        await AssertToldAsync(Open($"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: 6\r\n\r\n<html>"), words, ends);

    [Theory]
    [InlineData("http://nowhere.invalid:5454", "The name nowhere.invalid is not known here")]
    [InlineData("http://127.0.0.1:1", "127.0.0.1:1")]
    [InlineData("ws://127.0.0.1:1", "127.0.0.1:1")]
    public async Task A_name_that_is_not_known_and_an_address_that_refuses_are_told(string server, string words) =>
        await AssertToldAsync(new Uri(server), words, ends: false);

    [Theory]
    [InlineData("https://127.0.0.1:1", "The proxy tunnel request to proxy")]
    [InlineData("http://127.0.0.2:1", "wants to know who asks")]
    public async Task The_proxy_of_the_environment_that_wants_a_password_is_told(string server, string words)
    {
        var proxy = Open("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").AbsoluteUri;
        await AssertToldAsync(new Uri(server), words, ends: true, new Dictionary<string, string> { ["http_proxy"] = proxy, ["https_proxy"] = proxy });
    }

    [Theory]
    [InlineData("127.0.0.1", -1, 1, false, "The certificate of 127.0.0.1 is not trusted: the authority CN=Own Authority is not known here")]
    [InlineData("127.0.0.1", -3, -2, true, "it is expired since ")]
    [InlineData("127.0.0.1", 1, 2, true, "it is not valid before ")]
    [InlineData("elsewhere.example", -1, 1, true, "it is not for 127.0.0.1. It is for elsewhere.example, issued by CN=Own Authority")]
    public async Task A_certificate_that_is_not_trusted_is_told(string host, int fromYears, int toYears, bool isKnown, string words)
    {
        var (url, _) = await ServeWithTlsAsync(_authority.Issue(host, fromYears, toYears));
        var environment = new Dictionary<string, string>();
        if (isKnown)
            environment["SSL_CERT_FILE"] = Write("authority.pem", _authority.Certificate.ExportCertificatePem());
        await AssertToldAsync(url, words, ends: true, environment);
    }
}
