using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace LeanRx.Server.Internal;

/// <summary>Makes and reads session tokens: a claim and its HMAC-SHA256 with the store's secret, both base64url. Nothing is remembered (protocol.md §4.1.5).</summary>
internal sealed class SessionTokens(IMessageStore store, EngineClock clock, ServerLimits limits)
{
    /// <summary>A letter takes up to six bytes in JSON, and three of them four characters in base64.</summary>
    const int CharactersPerLetter = 8;

    /// <summary>For what a token holds besides client id, tag and device.</summary>
    const int MostOfTheRest = 1024;

    byte[]? _secret;

    int MaxLength => ((limits.MaxClientIdLength + limits.MaxTagLength + limits.MaxDeviceIdLength) * CharactersPerLetter) + MostOfTheRest;

    public int LifetimeSeconds => (int)limits.SessionTokenLifetime.TotalSeconds;

    /// <summary>Reads the secret; must have completed before any other call.</summary>
    public ValueTask PrepareAsync() => _secret is null ? LoadAsync() : default;

    public string Issue(Session session)
    {
        var claim = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(claim))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(session.App.Id);
            writer.WriteStringValue(session.ClientId);
            writer.WriteNumberValue(clock.Now);
            writer.WriteNumberValue(clock.Now + (long)limits.SessionTokenLifetime.TotalMilliseconds);
            writer.WriteStringValue(session.Tag);
            writer.WriteStringValue(session.DeviceId);
            writer.WriteEndArray();
        }
        return $"{Base64Url.EncodeToString(claim.WrittenSpan)}.{Base64Url.EncodeToString(HMACSHA256.HashData(_secret!, claim.WrittenSpan))}";
    }

    /// <summary>The claim of a token that this store signed and that has not expired; null for any other text.</summary>
    public SessionToken? Read(string token) => ReadEvenExpired(token) is { } read && read.ExpiresAt > clock.Now ? read : null;

    /// <summary>The claim of a token that this store signed, however long ago; null for any other text.</summary>
    public SessionToken? ReadEvenExpired(string token)
    {
        var dot = token.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || token.Length > MaxLength || !TryDecode(token.AsSpan(0, dot), out var claim) || !TryDecode(token.AsSpan(dot + 1), out var mac))
            return null;
        if (!CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(_secret!, claim), mac))
            return null;
        using var document = JsonDocument.Parse(claim);
        var parts = document.RootElement;
        return new SessionToken(parts[0].GetString()!, parts[1].GetString()!, parts[2].GetInt64(), parts[3].GetInt64(), parts[4].GetString(), parts[5].GetString());
    }

    static bool TryDecode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        if (Base64Url.DecodeFromChars(text, bytes, out _, out var written) != OperationStatus.Done)
            return false;
        bytes = bytes[..written];
        return true;
    }

    async ValueTask LoadAsync() => _secret = (await store.GetSecretAsync().ConfigureAwait(false)).ToArray();
}
