using System.Globalization;
using System.Reactive.Concurrency;
using System.Security.Cryptography;
using System.Text;
using LeanRx.Common.Internal;
using LeanRx.Protocol;

namespace LeanRx;

// protocol.md §6.1
/// <summary>Signs with the application's master key (lower-case hexadecimal HMAC-SHA1).</summary>
/// <remarks>
/// For servers and tests. Never ship the master key in an app: it grants full access. The app's own provider asks its server, which signs with this class.
/// </remarks>
public sealed class HmacSignatureProvider : ISignatureProvider
{
    const int NonceBytes = 8;

    readonly string _masterKey;
    readonly IScheduler _scheduler;
    readonly Func<byte[]> _nonce;

    /// <summary>Creates the provider.</summary>
    /// <param name="masterKey">The application's master key.</param>
    /// <param name="scheduler">The clock of the timestamps. Default: null, the system clock.</param>
    /// <param name="random">Source of nonces. Pass a seeded instance for repeatable tests. Default: null, a cryptographic source.</param>
    /// <exception cref="ArgumentException"><paramref name="masterKey"/> is null or empty.</exception>
    public HmacSignatureProvider(string masterKey, IScheduler? scheduler = null, Random? random = null)
    {
        if (string.IsNullOrEmpty(masterKey))
            throw new ArgumentException("The master key must not be empty.", nameof(masterKey));
        _masterKey = masterKey;
        _scheduler = scheduler ?? TaskPoolScheduler.Default;
        _nonce = random is null ? CryptographicNonce : Seeded(LockedRandom.Of(random));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    public Task<Signature> SignAsync(SignatureRequest request, CancellationToken cancellationToken = default)
    {
        if (request is null)
            throw new ArgumentNullException(nameof(request));
        return cancellationToken.IsCancellationRequested
            ? Task.FromCanceled<Signature>(cancellationToken)
            : Task.FromResult(Sign(request, _scheduler.Now.ToUnixTimeMilliseconds(), Hexadecimal(_nonce())));
    }

    Signature Sign(SignatureRequest request, long timestamp, string nonce)
    {
        var signature = request.Action switch
        {
            SignatureAction.Open => FrameSignatures.SignLogin(_masterKey, request.ApplicationId, request.ClientId, timestamp, nonce),
            SignatureAction.Create =>
                FrameSignatures.SignStart(_masterKey, request.ApplicationId, request.ClientId, request.MemberIds, timestamp, nonce),
            _ => FrameSignatures.SignMembers(_masterKey, request.ApplicationId, request.ClientId, request.ConversationId ?? "", MembersOf(request), timestamp,
                nonce, ActionOf(request)),
        };
        return new Signature(signature.Timestamp, signature.Nonce, signature.Value);
    }

    static IEnumerable<string> MembersOf(SignatureRequest request) =>
        request.Action is SignatureAction.BlockConversation or SignatureAction.UnblockConversation ? [] : request.MemberIds;

    static string ActionOf(SignatureRequest request) => request.Action switch
    {
        SignatureAction.Add => FrameSignatures.Invite,
        SignatureAction.Remove => FrameSignatures.Kick,
        SignatureAction.Block => FrameSignatures.BlockClients,
        SignatureAction.Unblock => FrameSignatures.UnblockClients,
        SignatureAction.BlockConversation => FrameSignatures.BlockConversations,
        SignatureAction.UnblockConversation => FrameSignatures.UnblockConversations,
        _ => throw new ArgumentOutOfRangeException(nameof(request), request.Action, "There is no such action."),
    };

    static string Hexadecimal(byte[] bytes)
    {
        var text = new StringBuilder(bytes.Length * 2);
        foreach (var value in bytes)
            text.Append(value.ToString("x2", CultureInfo.InvariantCulture));
        return text.ToString();
    }

    static byte[] CryptographicNonce()
    {
        using var source = RandomNumberGenerator.Create();
        var nonce = new byte[NonceBytes];
        source.GetBytes(nonce);
        return nonce;
    }

    static Func<byte[]> Seeded(Random random) => () =>
    {
        var nonce = new byte[NonceBytes];
        random.NextBytes(nonce);
        return nonce;
    };
}
