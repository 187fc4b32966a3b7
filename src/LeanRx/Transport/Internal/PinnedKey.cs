#if NET
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
#endif

namespace LeanRx.Transport.Internal;

/// <summary>The fingerprint of a public key: the SHA-256 of its SubjectPublicKeyInfo in base64.</summary>
internal static class PinnedKey
{
    const int HashBytes = 32;

    public static bool IsOne(string? text)
    {
        try
        {
            return text is not null && Convert.FromBase64String(Plain(text)).Length == HashBytes;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Without what curl and HPKP write before it.</summary>
    public static string Plain(string text) => text.StartsWith("sha256/", StringComparison.OrdinalIgnoreCase) && IsOne(text["sha256/".Length..].TrimStart('/'))
        ? text["sha256/".Length..].TrimStart('/') : text;

#if NET
    public static string Of(X509Certificate2 certificate) => Convert.ToBase64String(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo()));
#endif
}
