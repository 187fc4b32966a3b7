using System.Security.Cryptography;
using System.Text;
using LeanRx.Protocol;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Signing.Internal;

// protocol.md §6
/// <summary>Checks signatures against the master key of an application.</summary>
internal sealed class SignatureVerifier(Application app)
{
    /// <summary>Old signers wrote seconds: numbers below this, which is the year 1973 in milliseconds.</summary>
    const long SecondsBelow = 100_000_000_000;

    /// <summary>A signer's clock may be ahead by so much, in milliseconds.</summary>
    const long MaxAhead = 10 * 60 * 1000;

    public bool IsLogin(FrameSignature? signature, string clientId) =>
        Check(signature, clientId, it => [FrameSignatures.LoginText(app.Id, clientId, it.Timestamp, it.Nonce)]);

    // protocol.md §6.1
    /// <summary>Accepts the list as it came, with the creator and without.</summary>
    public bool IsStart(FrameSignature? signature, string clientId, IReadOnlyList<string> members) =>
        Check(signature, clientId, it =>
        [
            FrameSignatures.StartText(app.Id, clientId, members, it.Timestamp, it.Nonce),
            FrameSignatures.StartText(app.Id, clientId, members.Append(clientId).Distinct(StringComparer.Ordinal), it.Timestamp, it.Nonce),
            FrameSignatures.StartText(app.Id, clientId, members.Where(member => member != clientId).Distinct(StringComparer.Ordinal), it.Timestamp, it.Nonce),
        ]);

    public bool IsMembers(FrameSignature? signature, string clientId, string conversationId, IReadOnlyList<string> members, params string[] actions) =>
        Check(signature, clientId, it =>
            actions.Select(action => FrameSignatures.MembersText(app.Id, clientId, conversationId, members, it.Timestamp, it.Nonce, action)));

    public bool IsHistory(FrameSignature? signature, string clientId, string conversationId) =>
        Check(signature, clientId, it => [FrameSignatures.HistoryText(app.Id, clientId, conversationId, it.Timestamp, it.Nonce)]);

    bool Check(FrameSignature? signature, string clientId, Func<FrameSignature, IEnumerable<string>> texts)
    {
        if (signature is null || app.Options.MasterKey is not { } masterKey || !IsTimely(signature.Timestamp, clientId))
            return false;
        var given = Encoding.UTF8.GetBytes(signature.Value.ToLowerInvariant());
        var isGood = false;
        foreach (var text in texts(signature))
            isGood |= CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(FrameSignatures.Hash(masterKey, text)));
        return isGood;
    }

    bool IsTimely(long timestamp, string clientId)
    {
        var now = app.Services.Clock.Now;
        var madeAt = timestamp is > -SecondsBelow and < SecondsBelow ? timestamp * 1000 : timestamp;
        return madeAt <= now + MaxAhead && madeAt >= now - (long)app.Services.Limits.SignatureLifetime.TotalMilliseconds && !app.Kicks.Voids(clientId, madeAt);
    }
}
