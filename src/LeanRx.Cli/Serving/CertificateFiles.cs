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
    readonly Action<string> _warn;
    SslStreamCertificateContext _context;
    (DateTime, DateTime) _read;
    (DateTime, DateTime) _refused;

    CertificateFiles(string certificate, string key, Action<string> warn)
    {
        (_certificate, _key, _warn) = (certificate, key, warn);
        _read = Times();
        _context = Read();
    }

    /// <summary>Null for a server without TLS.</summary>
    /// <param name="warn">Told when a renewed certificate cannot be used.</param>
    /// <exception cref="ToolException">A file cannot be used, or does not fit to the URL.</exception>
    public static CertificateFiles? Of(Uri url, string? certificate, string? key, Action<string> warn)
    {
        if (url.Scheme != Uri.UriSchemeHttps)
            return certificate is null && key is null ? null
                : throw new ToolException($"--certificate: --urls {url.OriginalString} has no TLS, give one that begins with https://");
        if (certificate is null)
            throw new ToolException($"--urls {url.OriginalString}: give the certificate with --certificate and its key with --certificate-key");
        try
        {
            return new CertificateFiles(certificate, key ?? certificate, warn);
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
            var times = Times();
            try
            {
                if (times != _read)
                    (_context, _read) = (Read(), times);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
            {
                // A file that is half renewed is read again at the next connection.
                if (times != _refused)
                    _warn($"leanrx: --certificate {_certificate}: the renewed one cannot be used, the one before still is: {exception.Message}");
                _refused = times;
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
