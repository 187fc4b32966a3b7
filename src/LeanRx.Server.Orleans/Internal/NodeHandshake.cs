using System.Buffers;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Reactive.Concurrency;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Orleans;
using Orleans.Configuration;
using Orleans.Connections.Security;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>How a connection between nodes begins: with TLS and a certificate on both sides, or without where this node was told none.</summary>
/// <param name="identity">Null for a node without TLS.</param>
sealed class NodeHandshake(NodeIdentity? identity, IScheduler scheduler, ILogger log)
{
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    static readonly TimeSpan s_silence = TimeSpan.FromMinutes(1);
    static readonly object s_whyNot = new();

    const int MaxRemembered = 100;

    readonly ConcurrentDictionary<string, bool> _said = new();

    public void Configure(SiloConnectionOptions connections)
    {
        connections.ConfigureSiloInboundConnection(builder => builder.Use(next => context => EnterAsync(context, next)));
        if (identity is null)
            return;
        var tls = Options(identity);
        connections.ConfigureSiloInboundConnection(builder => builder.UseServerTls(tls));
        connections.ConfigureSiloOutboundConnection(builder => builder.Use(next => context => ShakeAsync(context, next)));
        connections.ConfigureSiloOutboundConnection(builder => builder.UseClientTls(tls));
    }

    // What Orleans does with a certificate that it is given once stays unused.
    /// <summary>Everything is told for each connection, by the certificates of now.</summary>
    TlsOptions Options(NodeIdentity identity) => new()
    {
        HandshakeTimeout = s_patience,
        LocalServerCertificateSelector = (_, _) => identity.Current().Certificate,
        RemoteCertificateMode = RemoteCertificateMode.NoCertificate,
        OnAuthenticateAsServer = (context, options) =>
        {
            var own = identity.Current();
            var ssl = (SslServerAuthenticationOptions)options.SslServerAuthenticationOptions;
            ssl.ServerCertificateSelectionCallback = null;
            ssl.ServerCertificateContext = NodeIdentity.Context(own);
            ssl.ClientCertificateRequired = true;
            ssl.AllowTlsResume = false;
            ssl.RemoteCertificateValidationCallback = Check(context, own, CertificateCheck.ForClients);
        },
        OnAuthenticateAsClient = (context, options) =>
        {
            var own = identity.Current();
            var ssl = (SslClientAuthenticationOptions)options.SslClientAuthenticationOptions;
            ssl.LocalCertificateSelectionCallback = null;
            ssl.ClientCertificateContext = NodeIdentity.Context(own);
            ssl.TargetHost = "";
            ssl.AllowTlsResume = false;
            ssl.RemoteCertificateValidationCallback = Check(context, own, CertificateCheck.ForServers);
        },
    };

    static RemoteCertificateValidationCallback Check(ConnectionContext context, ClusterCertificates own, Oid usage) => (_, certificate, chain, _) =>
    {
        var shown = certificate as X509Certificate2;
        var why = shown is null ? "it shows no certificate"
            : CertificateCheck.WhyNot(shown, chain?.ChainPolicy.ExtraStore ?? [], own.Authorities, usage) is { } refusal
                ? $"its certificate {CertificateCheck.Name(shown)} is refused: {refusal}" : null;
        context.Items[s_whyNot] = why;
        return why is null;
    };

    /// <summary>Lets in who begins as this node does. Who connects and says nothing looks whether it is there.</summary>
    async Task EnterAsync(ConnectionContext context, ConnectionDelegate next)
    {
        if (await BeginsWithTlsAsync(context).ConfigureAwait(false) is not { } isTls)
            return;
        if (isTls && identity is null)
            Say(context, "it speaks TLS, and this node was told no certificate");
        else if (!isTls && identity is not null)
            Say(context, "it does not speak TLS, and this node was told a certificate");
        else if (isTls)
            await ShakeAsync(context, next).ConfigureAwait(false);
        else
            await next(context).ConfigureAwait(false);
    }

    async Task ShakeAsync(ConnectionContext context, ConnectionDelegate next)
    {
        await next(context).ConfigureAwait(false);
        if (context.Features.Get<ITlsApplicationProtocolFeature>() is null)
            Say(context, context.Items.TryGetValue(s_whyNot, out var why) && why is string text ? text
                : "it breaks off: see its log, whether it refuses the certificate of this node, or speaks no TLS");
    }

    /// <returns>Null where nothing is said.</returns>
    async Task<bool?> BeginsWithTlsAsync(ConnectionContext context)
    {
        using var timer = scheduler.Schedule(s_patience, context.Abort);
        try
        {
            while (true)
            {
                var read = await context.Transport.Input.ReadAsync().ConfigureAwait(false);
                var bytes = read.Buffer.Slice(0, Math.Min(2, read.Buffer.Length)).ToArray();
                context.Transport.Input.AdvanceTo(read.Buffer.Start, bytes.Length < 2 ? read.Buffer.End : read.Buffer.Start);
                if (bytes.Length == 2)
                    // A record of a handshake (RFC 8446 §5.1); what begins without TLS is a short length.
                    return bytes is [0x16, 0x03];
                if (read.IsCompleted || read.IsCanceled)
                    return null;
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Tells the log, of each machine the same once a minute.</summary>
    void Say(ConnectionContext context, string why)
    {
        var from = context.RemoteEndPoint is IPEndPoint endpoint ? $"{endpoint.Address}" : $"{context.RemoteEndPoint}";
        if (_said.Count >= MaxRemembered || !_said.TryAdd($"{from} {why}", true))
            return;
        scheduler.Schedule(s_silence, () => _said.TryRemove($"{from} {why}", out _));
        ClusterLog.Refused(log, from, why);
    }
}
