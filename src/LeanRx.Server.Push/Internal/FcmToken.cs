using System.Reactive.Concurrency;
using System.Security.Cryptography;

namespace LeanRx.Server.Push.Internal;

/// <summary>The access token of FCM: asked for once, kept until shortly before its end.</summary>
sealed class FcmToken(FcmAccount account, ProviderHttp http, IScheduler scheduler) : IDisposable
{
    const long Lifetime = 3600;
    const string Scope = "https://www.googleapis.com/auth/firebase.messaging";

    static readonly TimeSpan s_reserve = TimeSpan.FromMinutes(5);

    readonly RSA _key = account.OpenKey();
    readonly Lock _lock = new();
    FcmGrant? _grant;

    /// <summary>The answer that is waited for; null where nobody asks.</summary>
    TaskCompletionSource<FcmGrant>? _asked;

    /// <summary>The token, or why there is none. Who asks at the same time waits for the same answer.</summary>
    public async Task<FcmGrant> GetAsync(CancellationToken cancellationToken)
    {
        TaskCompletionSource<FcmGrant> asked;
        bool isMine;
        lock (_lock)
        {
            if (_grant is { } known && scheduler.Now < known.GoodUntil)
                return known;
            isMine = _asked is null;
            asked = _asked ??= new TaskCompletionSource<FcmGrant>();
        }
        if (!isMine)
            return await asked.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        var grant = await AskAsync(cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            _grant = grant.Token is null ? null : grant;
            _asked = null;
        }
        asked.SetResult(grant);
        return grant;
    }

    /// <summary>A token was refused: the next one is asked for.</summary>
    public void Forget(FcmGrant grant)
    {
        lock (_lock)
        {
            if (ReferenceEquals(_grant, grant))
                _grant = null;
        }
    }

    public void Dispose() => _key.Dispose();

    async Task<FcmGrant> AskAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, account.TokenUrl)
            {
                Content = new FormUrlEncodedContent(
                [
                    KeyValuePair.Create("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
                    KeyValuePair.Create("assertion", Assertion(scheduler.Now.ToUnixTimeSeconds())),
                ]),
            };
            var answer = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (answer.IsSuccess && PushMembers.Text(answer.Body, "access_token") is { } token)
                return new FcmGrant(token, scheduler.Now + Remaining(answer) - s_reserve, null);
            var said = $"{account.TokenUrl.Host} answered with HTTP status {(int)answer.Status}, {PushMembers.Text(answer.Body, "error") ?? "no reason"}.";
            return new FcmGrant(null, default, answer.IsSuccess || answer.IsLater
                ? new PushOutcome(PushOutcomeKind.Later, said, answer.RetryAfter, IsForAll: true)
                : new PushOutcome(PushOutcomeKind.KeyRefused, $"{said} Look at ServiceAccount: the account or its key may have been deleted; and at the " +
                    "clock of this machine.", IsForAll: true));
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or CryptographicException or ObjectDisposedException)
        {
            return new FcmGrant(null, default, new PushOutcome(PushOutcomeKind.Later, $"{account.TokenUrl.Host}: {exception.Message}", IsForAll: true));
        }
    }

    static TimeSpan Remaining(ProviderAnswer answer) => TimeSpan.FromSeconds(answer.Body.TryGetProperty("expires_in", out var seconds)
        && seconds.ValueKind == System.Text.Json.JsonValueKind.Number && seconds.TryGetInt32(out var number) ? Math.Clamp(number, 0, Lifetime) : Lifetime);

    string Assertion(long now) => JsonWebToken.Create(header =>
    {
        header.WriteString("alg"u8, "RS256"u8);
        header.WriteString("typ"u8, "JWT"u8);
        if (account.KeyId is { } id)
            header.WriteString("kid"u8, id);
    }, claims =>
    {
        claims.WriteString("iss"u8, account.Email);
        claims.WriteString("scope"u8, Scope);
        claims.WriteString("aud"u8, account.TokenUrl.OriginalString);
        claims.WriteNumber("iat"u8, now);
        claims.WriteNumber("exp"u8, now + Lifetime);
    }, content => _key.SignData(content, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
}
