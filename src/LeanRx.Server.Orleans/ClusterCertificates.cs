using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LeanRx.Server.Orleans.Internal;

namespace LeanRx.Server;

/// <summary>The certificate of a node, and the authorities that issue those of the others.</summary>
/// <remarks>
/// Whoever shows a certificate of these authorities is a node: they should issue certificates to nothing else. Names in certificates do not count, because
/// nodes are found by their addresses; nor do lists of revoked ones.
/// </remarks>
/// <example>
/// <code>
/// new OrleansClusterOptions { ConnectionString = "…", Tls = () => ClusterCertificates.FromPemFiles("cert.pem", "key.pem", "ca.pem") }
/// </code>
/// </example>
public sealed record ClusterCertificates
{
    /// <summary>The certificate of this node, with its private key.</summary>
    /// <remarks>If it names what it may be used for, both servers and clients must be among it.</remarks>
    public required X509Certificate2 Certificate { get; init; }

    /// <summary>The authorities of the certificates of nodes, of this one too.</summary>
    public required X509Certificate2Collection Authorities { get; init; }

    /// <summary>What stands between <see cref="Certificate"/> and its authority.</summary>
    /// <value>Empty.</value>
    public X509Certificate2Collection Intermediates { get; init; } = [];

    /// <summary>Reads certificates from PEM files.</summary>
    /// <param name="certificatePath">The certificate of this node, then those between it and its authority.</param>
    /// <param name="keyPath">Its private key, which no password protects. Null: it is in the same file.</param>
    /// <param name="authorityPath">The certificates of the authorities.</param>
    /// <exception cref="CryptographicException">A file holds something else, or the key is that of another certificate. The message names the file.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file may not be read.</exception>
    public static ClusterCertificates FromPemFiles(string certificatePath, string? keyPath, string authorityPath)
    {
        ArgumentException.ThrowIfNullOrEmpty(certificatePath);
        ArgumentException.ThrowIfNullOrEmpty(authorityPath);
        var own = PemFiles.Certificates(certificatePath);
        return new ClusterCertificates
        {
            Certificate = PemFiles.Pair(certificatePath, keyPath ?? certificatePath),
            Intermediates = [.. own.Skip(1)],
            Authorities = PemFiles.Certificates(authorityPath),
        };
    }

    /// <summary>Throws if other nodes would refuse the certificate, as <see cref="OrleansCluster.StartAsync"/> does.</summary>
    /// <exception cref="ArgumentException">It has no private key, has expired, is of another authority, or may not be used by servers and clients.</exception>
    public void Validate()
    {
        ArgumentNullException.ThrowIfNull(Certificate);
        ArgumentNullException.ThrowIfNull(Authorities);
        ArgumentNullException.ThrowIfNull(Intermediates);
        var why = !Certificate.HasPrivateKey ? "it has no private key"
            : CertificateCheck.WhyNot(Certificate, Intermediates, Authorities, CertificateCheck.ForServers)
                ?? CertificateCheck.WhyNot(Certificate, Intermediates, Authorities, CertificateCheck.ForClients);
        if (why is not null)
            throw new ArgumentException($"Other nodes would refuse the certificate {CertificateCheck.Name(Certificate)}: {why}.", nameof(Certificate));
    }
}
