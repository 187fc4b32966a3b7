using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Sessions.Internal;

// protocol.md §4.1.5
/// <summary>Makes and reads session tokens: a claim and its HMAC-SHA256 with the store's secret, both base64url. Nothing is remembered.</summary>
internal sealed class SessionTokens(IMessageStore store, EngineClock clock, ServerLimits limits)
{
    /// <summary>A letter takes up to six bytes in JSON, and three of them four characters in base64.</summary>
    const int CharactersPerLetter = 8;

    /// <summary>For what a token holds besides client id, tag and device.</summary>
    const int MostOfTheRest = 1024;

    const int LoginsPerMillisecond = 1000;
    const int PartCount = 8;

    /// <summary>So many bits of the number of a login say when it was; those above, on which node.</summary>
    const int TimeBits = 52;

    byte[]? _secret;
    int _logins;

    int MaxLength => ((limits.MaxClientIdLength + limits.MaxTagLength + limits.MaxDeviceIdLength) * CharactersPerLetter) + MostOfTheRest;

    /// <summary>Tells this node's logins from those of others: from 0 to 2047.</summary>
    public long Node { get; set; }

    /// <summary>Reads the secret; must have completed before any other call.</summary>
    public ValueTask PrepareAsync() => _secret is null ? LoadAsync() : default;

    /// <summary>What a login is worth that proves who it is by something else than a token, or where everybody is believed.</summary>
    public LoginProof NewProof()
    {
        var now = clock.Now;
        var number = (now * LoginsPerMillisecond) + ((uint)Interlocked.Increment(ref _logins) % LoginsPerMillisecond);
        return new LoginProof(number + (Node << TimeBits), now, now + (long)limits.SessionTokenMaxAge.TotalMilliseconds);
    }

    /// <summary>What a login with a token is worth: where logins are signed no more than the token itself; elsewhere up to the highest age.</summary>
    public LoginProof ProofOf(SessionToken token, bool isSignatureRequired) =>
        new(token.LoginId, token.Since, isSignatureRequired ? token.ExpiresAt : token.Since + (long)limits.SessionTokenMaxAge.TotalMilliseconds);

    /// <summary>Makes a token, and answers for how many seconds it is good.</summary>
    public (string Token, int Seconds) Issue(string applicationId, string clientId, string? tag, string? deviceId, LoginProof proof)
    {
        var now = clock.Now;
        var expires = Math.Min(now + (long)limits.SessionTokenLifetime.TotalMilliseconds, proof.Until);
        var claim = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(claim))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(applicationId);
            writer.WriteStringValue(clientId);
            writer.WriteNumberValue(now);
            writer.WriteNumberValue(expires);
            writer.WriteStringValue(tag);
            writer.WriteStringValue(deviceId);
            writer.WriteNumberValue(proof.LoginId);
            writer.WriteNumberValue(proof.Since);
            writer.WriteEndArray();
        }
        return ($"{Base64Url.EncodeToString(claim.WrittenSpan)}.{Base64Url.EncodeToString(HMACSHA256.HashData(_secret!, claim.WrittenSpan))}",
            (int)((expires - now) / 1000));
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
        return parts.GetArrayLength() < PartCount ? null
            : new SessionToken(parts[0].GetString()!, parts[1].GetString()!, parts[2].GetInt64(), parts[3].GetInt64(), parts[4].GetString(), parts[5]
                .GetString(), parts[6].GetInt64(), parts[7].GetInt64());
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
