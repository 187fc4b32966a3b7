using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LeanRx.Server.Storage;

namespace LeanRx.Server.AspNetCore.Files.Internal;

/// <summary>
/// Makes and reads the tokens that sign upload URLs: a claim and its HMAC-SHA256 with the store's secret. Nothing is remembered between the request for a token
/// and the upload.
/// </summary>
sealed class UploadTokens(IMessageStore store)
{
    const int MaxLength = 16 * 1024;

    static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    byte[]? _key;

    public async ValueTask<string> IssueAsync(UploadClaim claim)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text, Compact))
            claim.Write(json);
        var mac = HMACSHA256.HashData(await KeyAsync().ConfigureAwait(false), text.WrittenSpan);
        return $"{Base64Url.EncodeToString(text.WrittenSpan)}.{Base64Url.EncodeToString(mac)}";
    }

    /// <summary>The claim of a token that was made here; null for any other text. Whether it has expired is left to the caller.</summary>
    public async ValueTask<UploadClaim?> ReadAsync(string? token)
    {
        if (token is not { Length: > 0 and <= MaxLength })
            return null;
        var dot = token.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || Decode(token.AsSpan(0, dot)) is not { } claim || Decode(token.AsSpan(dot + 1)) is not { } mac
            || !CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(await KeyAsync().ConfigureAwait(false), claim), mac))
            return null;
        using var document = JsonDocument.Parse(claim);
        return UploadClaim.Read(document.RootElement);
    }

    /// <summary>A key of its own, so that no other token signed with the secret passes for one of these.</summary>
    async ValueTask<byte[]> KeyAsync() =>
        _key ??= HMACSHA256.HashData((await store.GetSecretAsync().ConfigureAwait(false)).ToArray(), Encoding.ASCII.GetBytes("file upload"));

    static byte[]? Decode(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        return Base64Url.DecodeFromChars(text, bytes, out _, out var written) == OperationStatus.Done ? bytes[..written] : null;
    }
}
