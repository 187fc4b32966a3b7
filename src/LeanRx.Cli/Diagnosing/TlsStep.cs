using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace LeanRx.Cli.Diagnosing;

/// <summary>The TLS handshake, and what is wrong with the certificate.</summary>
static class TlsStep
{
    const int SoonDays = 14;

    public static async Task<string> RunAsync(Uri server, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (errors, chainErrors) = (SslPolicyErrors.None, X509ChainStatusFlags.NoError);
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(server.DnsSafeHost, server.Port, cancellationToken).ConfigureAwait(false);
        var tls = new SslStream(tcp.GetStream());
        await using var closing = tls.ConfigureAwait(false);
        X509Certificate2? certificate = null;
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
            {
                TargetHost = server.DnsSafeHost,
                // Whatever it is, it is looked at; nothing is sent over it.
#pragma warning disable CA5359
                RemoteCertificateValidationCallback = (_, shown, chain, found) =>
                {
                    errors = found;
                    chainErrors = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) ?? X509ChainStatusFlags.NoError;
                    certificate = shown as X509Certificate2;
                    return true;
                },
#pragma warning restore CA5359
            }, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            throw new StepFailure(exception.GetBaseException().Message,
                "whether TLS is spoken at this port at all: http:// and ws:// are without it", exception);
        }
        if (errors != SslPolicyErrors.None)
            throw new StepFailure(Describe(certificate), AdviceOn(errors, chainErrors, server.Host, certificate, now));
        var left = (int)((certificate?.NotAfter.ToUniversalTime() ?? DateTime.MaxValue) - now.UtcDateTime).TotalDays;
        return $"{tls.SslProtocol}, {Describe(certificate)}{(left < SoonDays ? $", which is only {left} days more" : "")}";
    }

    static string Describe(X509Certificate2? certificate) => certificate is null ? "the server shows no certificate" : string.Create(
        CultureInfo.InvariantCulture,
        $"certificate of {certificate.GetNameInfo(X509NameType.DnsName, false)} by {certificate.GetNameInfo(X509NameType.SimpleName, true)}, good until " +
        $"{certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}");

    static string AdviceOn(SslPolicyErrors errors, X509ChainStatusFlags chain, string host, X509Certificate2? certificate, DateTimeOffset now)
    {
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) || certificate is null)
            return "the certificate files of the server";
        if (certificate.NotAfter.ToUniversalTime() < now.UtcDateTime)
            return "it has expired: renew it, and look at what should have renewed it";
        if (certificate.NotBefore.ToUniversalTime() > now.UtcDateTime)
            return "it is not good yet: look at the clock of this machine";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            return $"it is not for {host}: use the name that it is for, or get one for this name";
        if (chain.HasFlag(X509ChainStatusFlags.PartialChain))
            return "those between it and its authority are missing: the server has to send them too, in the same file";
        return "this machine does not know who issued it: NetworkOptions of the client takes an authority or a pinned key";
    }
}
