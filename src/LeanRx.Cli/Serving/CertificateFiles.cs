using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Serving;

/// <summary>The certificate of a server, read from files again when they were renewed.</summary>
sealed class CertificateFiles
{
    readonly Lock _lock = new();
    readonly string _certificate;
    readonly string _key;
    SslStreamCertificateContext _context;
    (DateTime, DateTime) _read;

    CertificateFiles(string certificate, string key)
    {
        (_certificate, _key) = (certificate, key);
        _read = Times();
        _context = Read();
    }

    /// <summary>Null for a server without TLS.</summary>
    /// <exception cref="ToolException">A file cannot be used, or does not fit to the URL.</exception>
    public static CertificateFiles? Of(Uri url, string? certificate, string? key)
    {
        if (url.Scheme != Uri.UriSchemeHttps)
            return certificate is null && key is null ? null
                : throw new ToolException($"--certificate: --urls {url.OriginalString} has no TLS, give one that begins with https://");
        if (certificate is null)
            throw new ToolException($"--urls {url.OriginalString}: give the certificate with --certificate and its key with --certificate-key");
        try
        {
            return new CertificateFiles(certificate, key ?? certificate);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new ToolException($"--certificate {certificate}: cannot be used{(key is null ? "" : $" with --certificate-key {key}")}: {exception.Message}",
                exception);
        }
    }

    /// <summary>What a connection is shown.</summary>
    public SslServerAuthenticationOptions Options()
    {
        lock (_lock)
        {
            try
            {
                if (Times() is var times && times != _read)
                    (_context, _read) = (Read(), times);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
            {
                // A file that is half renewed is read again at the next connection; until then the one before is good.
            }
            return new SslServerAuthenticationOptions { ServerCertificateContext = _context };
        }
    }

    (DateTime, DateTime) Times() => (File.GetLastWriteTimeUtc(_certificate), File.GetLastWriteTimeUtc(_key));

    SslStreamCertificateContext Read()
    {
        using var bare = X509Certificate2.CreateFromPemFile(_certificate, _key);
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(_certificate);
        // Not every platform takes a key that lives in memory alone.
        var whole = X509CertificateLoader.LoadPkcs12(bare.Export(X509ContentType.Pkcs12), null);
        return SslStreamCertificateContext.Create(whole, all, offline: true);
    }
}
