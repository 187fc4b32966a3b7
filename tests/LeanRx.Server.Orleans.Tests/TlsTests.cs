using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using LeanRx.Server.AspNetCore.Tests.Networks;
using LeanRx.Server.PostgreSql.Tests;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>Nodes with certificates know each other, and let nobody in who has none.</summary>
public sealed class TlsTests(DatabaseServer database) : ClusterTest(database)
{
    readonly Authority _authority = new("cluster");
    readonly Authority _foreign = new("foreign");
    readonly LogLines _log = new();

    async Task<HostedNode> StartAsync(Func<ClusterCertificates>? tls) =>
        Own(await HostedNode.StartAsync(OptionsOf(FreePort()) with { Tls = tls, LoggerFactory = _log }, Patience));

    Task LoggedAsync(string text) => UntilAsync(() => Task.FromResult(_log.Lines.Contains(text)));

    async Task RequireTalkAsync(HostedNode first, HostedNode second)
    {
        await using var tom = new LeanClient(first.Server.Url, "Tom");
        await using var jerry = new LeanClient(second.Server.Url, "Jerry");
        await jerry.OpenAsync(Patience);
        await tom.OpenAsync(Patience);
        var heard = jerry.Messages.OfType<TextMessage>().Take(5).Select(message => message.Text).ToList().ToTask(Patience);
        var conversation = await tom.CreateConversationAsync(["Jerry"], cancellationToken: Patience);
        for (var number = 0; number < 5; number++)
            await conversation.SendAsync($"{number}", Patience);
        Assert.Equal(["0", "1", "2", "3", "4"], await heard);
    }

    /// <summary>Connects as no node does.</summary>
    /// <returns>The certificate that the node shows, once it has let the client in; null where it has not.</returns>
    async Task<X509Certificate2?> ConnectAsync(HostedNode node, X509Certificate2? certificate)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPEndPoint.Parse(node.Cluster.Self.Name), Patience);
        await using var stream = new SslStream(socket.GetStream());
        try
        {
            await stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = "node",
                ClientCertificates = certificate is null ? null : [certificate],
                LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate!,
                RemoteCertificateValidationCallback = (_, _, _, _) => true,
            }, Patience);
            // A node says first who it is, to whom it lets in.
            return await stream.ReadAsync(new byte[1], Patience) == 1 ? new X509Certificate2(stream.RemoteCertificate!) : null;
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException)
        {
            return null;
        }
    }

    [Fact]
    public async Task Nodes_with_certificates_of_one_authority_serve_together()
    {
        var (first, second) = (await StartAsync(() => _authority.Node("first")), await StartAsync(() => _authority.Node("second")));

        await RequireTalkAsync(first, second);

        Assert.DoesNotContain(_log.Lines, line => line.Contains("connection", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true, false, "it does not speak TLS, and this node was told a certificate")]
    [InlineData(false, true, "it speaks TLS, and this node was told no certificate")]
    public async Task A_node_that_alone_has_a_certificate_or_alone_has_none_does_not_join(bool isFirst, bool isSecond, string why)
    {
        NodeAmount.RequireAll();
        var first = await StartAsync(isFirst ? () => _authority.Node() : null);

        var refusal = await Assert.ThrowsAsync<ClusterException>(() => StartAsync(isSecond ? () => _authority.Node() : null));

        Assert.Contains("cannot join the cluster: not all of the nodes that are there answer it. See that each can reach the address of the others, that all " +
            "have certificates of one authority or none has any, and their logs.", refusal.Message, StringComparison.Ordinal);
        await LoggedAsync($"No connection with the node at 127.0.0.1: {why}.");
        Assert.Equal([first.Cluster.Self], first.Cluster.Nodes);
        await UntilAsync(async () => await OwnedAsync(first.Cluster) == Slots.Count);
    }

    [Fact]
    public async Task A_node_of_another_authority_does_not_join()
    {
        var certificates = _authority.Node("first");
        var first = await StartAsync(() => certificates);
        var foreign = _foreign.Node("second");

        await Assert.ThrowsAsync<ClusterException>(() => StartAsync(() => foreign));

        // It is the first that is asked, and the second that does not believe it.
        Assert.Single(_log.Lines, $"No connection with the node at 127.0.0.1: its certificate 'CN=first' of 'CN=cluster', serial number " +
            $"{certificates.Certificate.SerialNumber} is refused: no authority of this cluster has issued it.");
        Assert.Null(await ConnectAsync(first, foreign.Certificate));
        await LoggedAsync($"No connection with the node at 127.0.0.1: its certificate 'CN=second' of 'CN=foreign', serial number " +
            $"{foreign.Certificate.SerialNumber} is refused: no authority of this cluster has issued it.");

        await RequireTalkAsync(first, await StartAsync(() => _authority.Node("second")));
    }

    [Fact]
    public async Task Who_has_no_certificate_or_one_that_has_expired_is_not_let_in()
    {
        var node = await StartAsync(() => _authority.Node());
        var expired = _authority.Issue("old", -2, -1);

        Assert.NotNull(await ConnectAsync(node, _authority.Issue("good")));
        Assert.Null(await ConnectAsync(node, null));
        await LoggedAsync("No connection with the node at 127.0.0.1: it shows no certificate.");
        Assert.Null(await ConnectAsync(node, expired));
        await LoggedAsync($"No connection with the node at 127.0.0.1: its certificate 'CN=old' of 'CN=cluster', serial number {expired.SerialNumber} is " +
            $"refused: it expired at {expired.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm:ss} UTC.");
    }

    [Fact]
    public async Task Renewed_certificates_are_used_without_a_restart_and_the_ones_before_where_those_cannot_be()
    {
        var told = _authority.Node("first");
        var node = await StartAsync(() => told ?? throw new IOException("half written"));
        Assert.Equal(told.Certificate.SerialNumber, (await ConnectAsync(node, _authority.Issue("good")))?.SerialNumber);

        var renewed = told = _authority.Node("renewed");
        Assert.Equal(renewed.Certificate.SerialNumber, (await ConnectAsync(node, _authority.Issue("good")))?.SerialNumber);
        told = null;
        Assert.Equal(renewed.Certificate.SerialNumber, (await ConnectAsync(node, _authority.Issue("good")))?.SerialNumber);

        Assert.Contains("The renewed certificates cannot be used, the ones before still are: half written", _log.Lines);
        told = renewed;
        await RequireTalkAsync(node, await StartAsync(() => _authority.Node("second")));
    }

    [Fact]
    public async Task An_address_that_is_public_is_warned_of_without_certificates()
    {
        var options = OptionsOf(11111) with { Address = IPAddress.Parse("192.0.2.1"), LoggerFactory = _log };

        await Assert.ThrowsAsync<ClusterException>(() => OrleansCluster.StartAsync(options with { Tls = () => _authority.Node() }, Patience));
        Assert.Empty(_log.Lines);
        await Assert.ThrowsAsync<ClusterException>(() => OrleansCluster.StartAsync(options, Patience));
        Assert.Contains(_log.Lines, line => line.StartsWith("Other nodes are reached at 192.0.2.1:11111, which is no private address, and without certificates",
            StringComparison.Ordinal));
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _authority.Dispose();
        _foreign.Dispose();
        GC.SuppressFinalize(this);
    }
}
