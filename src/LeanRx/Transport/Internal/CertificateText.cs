#if NET
using System.Globalization;
using System.Net.Security;
using System.Runtime.Versioning;
using System.Security.Cryptography.X509Certificates;

namespace LeanRx.Transport.Internal;

/// <summary>What is wrong with a server's certificate, in words that say what to look at.</summary>
[UnsupportedOSPlatform("browser")]
internal static class CertificateText
{
    /// <summary>Whose certificate it is.</summary>
    public static string Describe(X509Certificate? certificate)
    {
        if (certificate is null)
            return "It sent none.";
        using var leaf = new X509Certificate2(certificate);
        return $"It is for {Names(leaf)}, issued by {leaf.Issuer}, valid from {Day(leaf.NotBefore)} to {Day(leaf.NotAfter)}.";
    }

    public static string Faults(string host, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var faults = new List<string>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            faults.Add("it sent none");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) && certificate is not null)
            faults.Add($"it is not for {host}");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && chain is not null)
            faults.AddRange(Of(chain).Distinct());
        return faults.Count == 0 ? errors.ToString() : string.Join("; ", faults);
    }

    static IEnumerable<string> Of(X509Chain chain)
    {
        for (var index = 0; index < chain.ChainElements.Count; index++)
        {
            var element = chain.ChainElements[index];
            var what = index == 0 ? "it" : $"the certificate of its authority {element.Certificate.Subject}";
            foreach (var status in element.ChainElementStatus)
            {
                yield return status.Status switch
                {
                    X509ChainStatusFlags.NotTimeValid => Time(what, element.Certificate, chain),
                    X509ChainStatusFlags.UntrustedRoot => index == 0
                        ? "it is signed by itself and not among those that are trusted here (Network.CustomTrustStore)"
                        : $"the authority {element.Certificate.Subject} is not trusted here (Network.CustomTrustStore)",
                    X509ChainStatusFlags.PartialChain =>
                        $"the authority {element.Certificate.Issuer} is not known here (Network.CustomTrustStore), or its certificate stands between and " +
                        "was not sent by the server",
                    _ => $"{what}: {status.StatusInformation.Trim().TrimEnd('.')}",
                };
            }
        }
    }

    static string Time(string what, X509Certificate2 certificate, X509Chain chain)
    {
        var now = chain.ChainPolicy.VerificationTime.ToUniversalTime();
        return certificate.NotBefore.ToUniversalTime() > now
            ? $"{what} is not valid before {Day(certificate.NotBefore)}"
            : $"{what} is expired since {Day(certificate.NotAfter)}";
    }

    static string Names(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString())))
            .Take(10).ToList();
        return names.Count > 0 ? string.Join(", ", names) : certificate.Subject;
    }

    static string Day(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
#endif
