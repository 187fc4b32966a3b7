using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>An authority that issues certificates to nodes.</summary>
sealed class Authority : IDisposable
{
    static readonly DateTimeOffset s_from = DateTimeOffset.UtcNow.AddDays(-10);

    readonly X509Certificate2 _root;

    public Authority(string name, Authority? above = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        if (above is null)
            _root = request.CreateSelfSigned(s_from, s_from.AddYears(1));
        else
            using (var bare = request.Create(above._root, s_from, s_from.AddDays(300), [2]))
                _root = bare.CopyWithPrivateKey(key);
    }

    public X509Certificate2 Certificate => X509CertificateLoader.LoadCertificate(_root.RawData);

    /// <param name="name">To whom.</param>
    /// <param name="days">For how long from now; less than none for one that has expired.</param>
    /// <param name="usages">What it may be used for; empty for anything.</param>
    public X509Certificate2 Issue(string name, int days = 30, params string[] usages)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        if (usages.Length > 0)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. usages.Select(usage => new Oid(usage))], critical: false));
        using var bare = request.Create(_root, s_from, DateTimeOffset.UtcNow.AddDays(days), RandomNumberGenerator.GetBytes(8));
        return bare.CopyWithPrivateKey(key);
    }

    public ClusterCertificates Node(string name = "node") => new() { Certificate = Issue(name), Authorities = [Certificate] };

    public void Dispose() => _root.Dispose();
}
