using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LeanRx.Connections.Internal;
using LeanRx.Transport.Internal;

namespace LeanRx.Tests.Transport;

/// <summary>Ways out that cannot be are refused when the client is made, by the option's name.</summary>
public class NetworkCheckTests
{
    static readonly X509Certificate2 Certificate = Make();

    /// <summary>Each option, and the platforms that have it.</summary>
    public static TheoryData<string, NetworkOptions, bool, bool> Options => new()
    {
        { "Proxy", new() { Proxy = new WebProxy("http://proxy.example:3128") }, true, false },
        { "UseProxy", new() { UseProxy = false }, true, false },
        { "DefaultProxyCredentials", new() { DefaultProxyCredentials = new NetworkCredential("tom", "secret") }, false, false },
        { "CustomTrustStore", new() { CustomTrustStore = { Certificate } }, false, false },
        { "PinnedKeys", new() { PinnedKeys = { Convert.ToBase64String(new byte[32]) } }, false, false },
        { "RemoteCertificateValidationCallback", new() { RemoteCertificateValidationCallback = (_, _, _, _) => true }, false, false },
        { "ClientCertificates", new() { ClientCertificates = { Certificate } }, true, false },
        { "HeadersProvider", new() { HeadersProvider = (_, _) => new([]) }, true, false },
        { "HttpVersion", new() { HttpVersion = HttpVersion.Version20 }, true, false },
        { "WebSocketFactory", new() { WebSocketFactory = (_, _) => throw new NotSupportedException() }, true, true },
        { "HttpMessageHandlerFactory", new() { HttpMessageHandlerFactory = inner => inner }, true, true },
    };

    [Theory]
    [MemberData(nameof(Options), DisableDiscoveryEnumeration = true)]
    public void What_a_platform_cannot_do_is_refused_by_name(string name, NetworkOptions network, bool isStandard, bool isBrowser)
    {
        var options = new LeanClientOptions(SessionWorld.Server, "tom") { Network = network };
        foreach (var (platform, canIt) in new[] { (NetworkPlatform.Full, true), (NetworkPlatform.NetStandard, isStandard),
            (NetworkPlatform.Browser, isBrowser) })
        {
            var refusal = Record.Exception(() => NetworkCheck.Check(options, platform));
            if (canIt)
                Assert.Null(refusal);
            else
                Assert.Contains($"Network.{name} cannot be had here", Assert.IsType<PlatformNotSupportedException>(refusal).Message);
        }
    }

    [Fact]
    public void Every_option_is_in_the_table() =>
        Assert.Equal(typeof(NetworkOptions).GetProperties().Select(property => property.Name).Where(name => name != "HttpVersionPolicy").Order(),
            Options.Select(row => row.Data.Item1).Order());

    public static TheoryData<string, Func<LeanClientOptions, LeanClientOptions>> Wrong => new()
    {
        { "Network is missing", options => options with { Network = null! } },
        { "Network.UseProxy is false", options => options with { Network = new() { UseProxy = false, Proxy = new WebProxy("http://proxy.example:3128") } } },
        { "Network.WebSocketFactory has no effect where a Transport is given", options =>
            options with { Network = new() { WebSocketFactory = (_, _) => throw new NotSupportedException() } } },
        { "Network.PinnedKeys has 'abc'", options => options with { Network = new() { PinnedKeys = { "abc" } } } },
        { "Network.PinnedKeys has 'sha256//'", options => options with { Network = new() { PinnedKeys = { "sha256//" } } } },
        { "Network.PinnedKeys has ''", options => options with { Network = new() { PinnedKeys = { null! } } } },
        { "PinnedKeys, CustomTrustStore or ClientCertificates of Network is null", options => options with { Network = new() { ClientCertificates = null! } } },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void What_contradicts_itself_is_refused_by_name(string named, Func<LeanClientOptions, LeanClientOptions> change) =>
        Assert.Contains(named, Assert.ThrowsAny<ArgumentException>(() => new SessionWorld(change)).Message);

    [Fact]
    public void Clients_that_share_a_socket_go_out_alike_or_are_refused()
    {
        var socket = new SharedSocket();
        LeanClientOptions With(NetworkOptions network) => new(SessionWorld.Server, "tom") { Network = network, SharedSocket = socket };
        var proxy = new WebProxy("http://proxy.example:3128");
        var pin = Convert.ToBase64String(new byte[32]);
        _ = new LeanClient(With(new NetworkOptions { Proxy = proxy, PinnedKeys = { pin } }));
        _ = new LeanClient(With(new NetworkOptions { Proxy = proxy, PinnedKeys = { pin } }));

        foreach (var other in new NetworkOptions[] { new(), new() { Proxy = proxy }, new() { PinnedKeys = { pin } },
            new() { Proxy = proxy, PinnedKeys = { pin }, HttpVersion = HttpVersion.Version20 } })
            Assert.Contains("SharedSocket", Assert.Throws<ArgumentException>(() => new LeanClient(With(other))).Message);
    }

    static X509Certificate2 Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest("CN=tom", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }

}
