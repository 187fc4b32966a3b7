using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LeanRx.Server.AspNetCore.Tests.Networks;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>What is wrong with certificates is said before anything begins, by file.</summary>
public sealed class ClusterCertificatesTests : IDisposable
{
    const string ServerAuth = "1.3.6.1.5.5.7.3.1";
    const string ClientAuth = "1.3.6.1.5.5.7.3.2";

    readonly string _directory = Directory.CreateTempSubdirectory("leanrx-pem-").FullName;
    readonly Authority _authority = new("cluster");

    public void Dispose()
    {
        Directory.Delete(_directory, recursive: true);
        _authority.Dispose();
    }

    string Write(string name, params string[] parts)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllText(path, string.Join('\n', parts));
        return path;
    }

    static string Key(X509Certificate2 certificate) => certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem();

    string Authorities() => Write("ca.pem", _authority.Certificate.ExportCertificatePem());

    [Fact]
    public void A_certificate_with_its_key_beside_it_or_in_the_same_file_is_read()
    {
        var issued = _authority.Issue("node");
        var (certificate, key) = (Write("cert.pem", issued.ExportCertificatePem()), Write("key.pem", Key(issued)));
        var both = Write("both.pem", issued.ExportCertificatePem(), Key(issued));

        foreach (var (path, keyPath) in new[] { (certificate, key), (both, null) })
        {
            var read = ClusterCertificates.FromPemFiles(path, keyPath, Authorities());
            read.Validate();
            Assert.Equal((issued.SerialNumber, true), (read.Certificate.SerialNumber, read.Certificate.HasPrivateKey));
            Assert.Empty(read.Intermediates);
        }
    }

    [Fact]
    public void A_certificate_whose_authority_stands_below_another_is_that_of_a_node_whichever_is_named()
    {
        using var between = _authority.Below("between");
        var issued = between.Issue("node");
        var own = Write("own.pem", issued.ExportCertificatePem(), between.Certificate.ExportCertificatePem(), Key(issued));

        ClusterCertificates.FromPemFiles(own, null, Authorities()).Validate();
        ClusterCertificates.FromPemFiles(own, null, Write("between.pem", between.Certificate.ExportCertificatePem())).Validate();

        var alone = ClusterCertificates.FromPemFiles(own, null, Authorities()) with { Intermediates = [] };
        Assert.EndsWith(": no authority of this cluster has issued it.", Refusal(alone), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_file_holds_instead_is_said_with_its_name()
    {
        var (issued, other) = (_authority.Issue("node"), _authority.Issue("other"));
        var certificate = Write("cert.pem", issued.ExportCertificatePem());
        var key = Write("key.pem", Key(issued));
        var secret = Write("secret.pem", issued.GetECDsaPrivateKey()!.ExportEncryptedPkcs8PrivateKeyPem("password",
            new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1)));
        var strange = Write("strange.pem", Key(other));
        var empty = Write("empty.pem");
        var missing = Path.Combine(_directory, "missing.pem");

        void Require<TException>(string start, string certificate, string? key, string authority) where TException : Exception =>
            Assert.StartsWith(start, Assert.Throws<TException>(() => ClusterCertificates.FromPemFiles(certificate, key, authority)).Message,
                StringComparison.Ordinal);
        Require<CryptographicException>($"{secret}: a password protects the key. Write it without one: openssl pkey -in {secret}", certificate, secret,
            Authorities());
        Require<CryptographicException>($"{strange}: is not the key of the certificate in {certificate}: ", certificate, strange, Authorities());
        Require<CryptographicException>($"{certificate}: holds no private key in PEM.", certificate, null, Authorities());
        Require<CryptographicException>($"{key}: holds no certificate in PEM.", key, key, Authorities());
        Require<CryptographicException>($"{empty}: holds no certificate in PEM.", certificate, key, empty);
        Require<FileNotFoundException>($"Could not find file '{missing}'", missing, key, Authorities());
        Require<FileNotFoundException>($"Could not find file '{missing}'", certificate, missing, Authorities());
        Require<FileNotFoundException>($"Could not find file '{missing}'", certificate, key, missing);
    }

    [Fact]
    public void A_certificate_that_other_nodes_would_refuse_is_refused_first_by_its_own()
    {
        using var foreign = new Authority("foreign");
        var expired = _authority.Issue("node", -2, -1);
        ClusterCertificates Of(X509Certificate2 certificate) => new() { Certificate = certificate, Authorities = [_authority.Certificate] };

        Of(_authority.Issue("node", usages: [ServerAuth, ClientAuth])).Validate();
        Assert.Equal($"Other nodes would refuse the certificate 'CN=node' of 'CN=cluster', serial number {expired.SerialNumber}: it expired at " +
            $"{expired.NotAfter.ToUniversalTime():yyyy-MM-dd HH:mm:ss} UTC.", Refusal(Of(expired)));
        Assert.EndsWith(": no authority of this cluster has issued it.", Refusal(Of(foreign.Issue("node"))), StringComparison.Ordinal);
        Assert.EndsWith(": it may not be used by clients, and nodes are both (serverAuth, clientAuth).",
            Refusal(Of(_authority.Issue("node", usages: [ServerAuth]))), StringComparison.Ordinal);
        Assert.EndsWith(": it may not be used by servers, and nodes are both (serverAuth, clientAuth).",
            Refusal(Of(_authority.Issue("node", usages: [ClientAuth]))), StringComparison.Ordinal);
        Assert.EndsWith(": it has no private key.", Refusal(Of(X509CertificateLoader.LoadCertificate(expired.RawData))), StringComparison.Ordinal);
    }

    static string Refusal(ClusterCertificates certificates) =>
        Assert.Throws<ArgumentException>("Certificate", certificates.Validate).Message.Replace(" (Parameter 'Certificate')", "", StringComparison.Ordinal);
}
