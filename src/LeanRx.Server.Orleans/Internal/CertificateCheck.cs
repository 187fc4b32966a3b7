using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>Whether a certificate is that of a node: one that an authority of the cluster has issued, and that has not expired.</summary>
static class CertificateCheck
{
    public static readonly Oid ForServers = new("1.3.6.1.5.5.7.3.1");
    public static readonly Oid ForClients = new("1.3.6.1.5.5.7.3.2");

    /// <summary>How the log names it.</summary>
    public static string Name(X509Certificate2 certificate) => $"'{certificate.Subject}' of '{certificate.Issuer}', serial number {certificate.SerialNumber}";

    /// <summary>Null where it is.</summary>
    public static string? WhyNot(X509Certificate2 certificate, X509Certificate2Collection between, X509Certificate2Collection authorities, Oid usage)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.ExtraStore.AddRange(between);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(usage);
        chain.Build(certificate);
        // An authority that another one has issued is trusted like one that stands for itself.
        var isTrusted = chain.ChainElements.Skip(1).Any(element => authorities.Any(authority => authority.RawDataMemory.Span.SequenceEqual(
            element.Certificate.RawDataMemory.Span)));
        var status = chain.ChainStatus.Select(static status => status.Status).Where(status => status != X509ChainStatusFlags.PartialChain || !isTrusted)
            .Aggregate(X509ChainStatusFlags.NoError, static (all, one) => all | one);
        var untimely = chain.ChainElements.FirstOrDefault(static element =>
            element.ChainElementStatus.Any(static status => status.Status == X509ChainStatusFlags.NotTimeValid))?.Certificate;
        return untimely is not null ? Untimely(untimely, isOwn: untimely.Equals(certificate), now: chain.ChainPolicy.VerificationTime)
            : (status & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0 || !isTrusted
                ? "no authority of this cluster has issued it"
            : (status & X509ChainStatusFlags.NotValidForUsage) != 0
                ? $"it may not be used by {(usage == ForServers ? "servers" : "clients")}, and nodes are both (serverAuth, clientAuth)"
            : status != X509ChainStatusFlags.NoError ? $"{status}" : null;
    }

    static string Untimely(X509Certificate2 certificate, bool isOwn, DateTime now)
    {
        var it = isOwn ? "it" : $"that of '{certificate.Subject}', above it,";
        return certificate.NotAfter < now ? $"{it} expired at {Instant(certificate.NotAfter)}" : $"{it} is not valid before {Instant(certificate.NotBefore)}";
    }

    static string Instant(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
