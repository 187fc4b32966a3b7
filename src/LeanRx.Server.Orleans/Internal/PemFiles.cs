using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>Certificates and keys in PEM, with errors that name the file and what is wrong with it.</summary>
static class PemFiles
{
    /// <exception cref="CryptographicException">There is none.</exception>
    public static X509Certificate2Collection Certificates(string path)
    {
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPem(File.ReadAllText(path));
        }
        catch (CryptographicException exception)
        {
            throw new CryptographicException($"{path}: holds a certificate that cannot be read: {exception.Message}", exception);
        }
        return all.Count > 0 ? all : throw new CryptographicException($"{path}: holds no certificate in PEM.");
    }

    /// <summary>A certificate with its key.</summary>
    /// <exception cref="CryptographicException">The key cannot be read, or is that of another certificate.</exception>
    public static X509Certificate2 Pair(string certificatePath, string keyPath)
    {
        var key = File.ReadAllText(keyPath);
        RequireKey(key, keyPath);
        try
        {
            using var bare = X509Certificate2.CreateFromPem(File.ReadAllText(certificatePath), key);
            // Not every platform takes a key that lives in memory alone.
            return X509CertificateLoader.LoadPkcs12(bare.Export(X509ContentType.Pkcs12), null);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new CryptographicException($"{keyPath}: is not the key of the certificate in {certificatePath}: {exception.Message}", exception);
        }
    }

    static void RequireKey(string text, string path)
    {
        List<string> labels = [];
        for (var rest = text; PemEncoding.TryFind(rest, out var found); rest = rest[found.Location.End..])
            labels.Add(rest[found.Label]);
        if (labels.Contains("ENCRYPTED PRIVATE KEY") || text.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
            throw new CryptographicException($"{path}: a password protects the key. Write it without one: openssl pkey -in {path} -out plain.pem");
        if (!labels.Exists(static label => label.EndsWith("PRIVATE KEY", StringComparison.Ordinal)))
            throw new CryptographicException($"{path}: holds no private key in PEM.");
    }
}
