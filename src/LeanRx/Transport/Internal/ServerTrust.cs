#if NET
using System.Net.Security;
using System.Runtime.Versioning;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LeanRx.Transport.Internal;

/// <summary>Decides whether a server's certificate is trusted, and says why it is not.</summary>
[UnsupportedOSPlatform("browser")]
internal sealed class ServerTrust(NetworkOptions network)
{
    readonly HashSet<string> _pins = [.. network.PinnedKeys.Select(PinnedKey.Plain)];

    public SslClientAuthenticationOptions Options()
    {
        var options = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = Check };
        if (network.ClientCertificates is { Count: > 0 } certificates)
            options.ClientCertificates = certificates;
        if (network.CustomTrustStore is { Count: > 0 } store)
        {
            options.CertificateChainPolicy =
                new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(store);
        }
        return options;
    }

    /// <summary>Returns true, or throws: from a mere no the platform makes words that name nothing.</summary>
    bool Check(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var host = (sender as SslStream)?.TargetHostName ?? "the server";
        if (network.RemoteCertificateValidationCallback is { } own)
        {
            if (!Ask(own, host, sender, certificate, chain, errors))
                throw Refused($"The certificate of {host} was refused by Network.RemoteCertificateValidationCallback. {CertificateText.Describe(certificate)}");
        }
        else if (errors != SslPolicyErrors.None)
        {
            throw Refused($"The certificate of {host} is not trusted: {CertificateText.Faults(host, certificate, chain, errors)}. " +
                $"{CertificateText.Describe(certificate)}");
        }
        return _pins.Count == 0 || IsPinned(_pins, certificate, errors == SslPolicyErrors.None ? chain : null)
            ? true
            : throw Refused($"The key of {host} is none of Network.PinnedKeys. {CertificateText.Describe(certificate)}");
    }

    static bool Ask(RemoteCertificateValidationCallback own, string host, object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        try
        {
            return own(sender, certificate, chain, errors);
        }
        catch (Exception exception)
        {
            throw Refused($"Network.RemoteCertificateValidationCallback threw over the certificate of {host}: {exception.Message}", exception);
        }
    }

    /// <summary>What stands above the server's certificate says something only where the whole is trusted.</summary>
    static bool IsPinned(HashSet<string> pins, X509Certificate? certificate, X509Chain? chain)
    {
        if (certificate is not null)
        {
            using var leaf = new X509Certificate2(certificate);
            if (pins.Contains(PinnedKey.Of(leaf)))
                return true;
        }
        return chain is not null && chain.ChainElements.Any(element => pins.Contains(PinnedKey.Of(element.Certificate)));
    }

    static AuthenticationException Refused(string message, Exception? cause = null) => new(message, new DialException(message, cause) { IsTransient = false });
}
#endif
