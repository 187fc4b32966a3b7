using System.Security.Cryptography;

namespace LeanRx.Server.Push.Internal;

/// <summary>The provider token of APNs, which is good for an hour and may not be made more often than every 20 minutes.</summary>
sealed class ApnsToken(ApnsOptions options) : IDisposable
{
    const long Lifetime = 40 * 60;
    const long ShortestLifetime = 20 * 60;

    readonly ECDsa _key = options.OpenKey();
    readonly Lock _lock = new();
    string? _token;
    long _madeAt;

    public string At(DateTimeOffset time)
    {
        var now = time.ToUnixTimeSeconds();
        lock (_lock)
        {
            if (_token is not null && now >= _madeAt && now - _madeAt < Lifetime)
                return _token;
            _madeAt = now;
            return _token = JsonWebToken.Create(header =>
            {
                header.WriteString("alg"u8, "ES256"u8);
                header.WriteString("kid"u8, options.KeyId);
            }, claims =>
            {
                claims.WriteString("iss"u8, options.TeamId);
                claims.WriteNumber("iat"u8, now);
            }, content => _key.SignData(content, HashAlgorithmName.SHA256));
        }
    }

    /// <summary>A token was refused for its age: a clock is wrong, perhaps.</summary>
    /// <returns>Whether the next one will be another.</returns>
    public bool Forget(string token, DateTimeOffset time)
    {
        lock (_lock)
        {
            if (_token != token)
                return true;
            if (time.ToUnixTimeSeconds() - _madeAt < ShortestLifetime)
                return false;
            _token = null;
            return true;
        }
    }

    public void Dispose() => _key.Dispose();
}
