using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LeanRx.Server.AspNetCore.Tests.Networks;

/// <summary>An authority of one's own, made in the test.</summary>
sealed class Authority : IDisposable
{
    readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    readonly List<IDisposable> _owned = [];

    public Authority(string name = "Own Authority")
    {
        Certificate = RequestFor(name).CreateSelfSigned(Now.AddYears(-5), Now.AddYears(5));
    }

    Authority(string name, Authority above)
    {
        using var bare = RequestFor(name).Create(above.Certificate, Now.AddYears(-4), Now.AddYears(4), RandomNumberGenerator.GetBytes(8));
        Certificate = bare.CopyWithPrivateKey(_key);
    }

    /// <summary>Certificates last for years, so that the day of the test is of no account.</summary>
    public static DateTimeOffset Now { get; } = TimeProvider.System.GetUtcNow();

    public X509Certificate2 Certificate { get; }

    /// <summary>An authority that this one vouches for.</summary>
    public Authority Below(string name) => new(name, this);

    /// <summary>A certificate for a host, with its key.</summary>
    /// <param name="host">To whom.</param>
    /// <param name="fromYears">From when on, in years from now.</param>
    /// <param name="toYears">Until when.</param>
    /// <param name="usages">What it may be used for, as object identifiers; none for anything.</param>
    public X509Certificate2 Issue(string host = "localhost", int fromYears = -1, int toYears = 1, params string[] usages)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address))
            names.AddIpAddress(address);
        else
            names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        if (usages.Length > 0)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. usages.Select(usage => new Oid(usage))], critical: false));
        var bare = request.Create(Certificate, Now.AddYears(fromYears), Now.AddYears(toYears), RandomNumberGenerator.GetBytes(8));
        // Not every platform takes a key that lives in memory alone.
        var whole = X509CertificateLoader.LoadPkcs12(bare.CopyWithPrivateKey(key).Export(X509ContentType.Pkcs12), null);
        _owned.AddRange([key, bare, whole]);
        return whole;
    }

    /// <summary>The fingerprint of a certificate's key, as one pins it.</summary>
    public static string PinOf(X509Certificate2 certificate) => Convert.ToBase64String(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));

    CertificateRequest RequestFor(string name)
    {
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        return request;
    }

    public void Dispose()
    {
        foreach (var owned in _owned)
            owned.Dispose();
        Certificate.Dispose();
        _key.Dispose();
    }
}
