using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LeanRx.Protocol;

// protocol.md §6.1; S93
/// <summary>Creates the signatures that an application can require: lower-case hexadecimal HMAC-SHA1 with the master key.</summary>
/// <remarks>For servers and tests. A client never holds the master key.</remarks>
public static class FrameSignatures
{
    /// <summary>Action of a signature for joining and inviting.</summary>
    public const string Invite = "invite";

    /// <summary>Action of a signature for leaving and kicking.</summary>
    public const string Kick = "kick";

    /// <summary>Action of a signature with which a conversation blocks clients.</summary>
    public const string BlockClients = "conversation-block-clients";

    /// <summary>Action of a signature with which a conversation unblocks clients.</summary>
    public const string UnblockClients = "conversation-unblock-clients";

    /// <summary>Action of a signature with which a client blocks a conversation; no member ids are signed.</summary>
    public const string BlockConversations = "client-block-conversations";

    /// <summary>Action of a signature with which a client unblocks a conversation; no member ids are signed.</summary>
    public const string UnblockConversations = "client-unblock-conversations";

    /// <summary>Signs a login: <c>appid:clientid::timestamp:nonce</c>.</summary>
    /// <param name="timestamp">Milliseconds since 1970 UTC.</param>
    public static FrameSignature SignLogin(string masterKey, string applicationId, string clientId, long timestamp, string nonce) =>
        new(timestamp, nonce, Hash(masterKey, LoginText(applicationId, clientId, timestamp, nonce)));

    /// <summary>Signs the creation of a conversation: <c>appid:clientid:sorted_member_ids:timestamp:nonce</c>.</summary>
    /// <param name="timestamp">Milliseconds since 1970 UTC.</param>
    public static FrameSignature SignStart(string masterKey, string applicationId, string clientId, IEnumerable<string> members, long timestamp,
        string nonce) =>
        new(timestamp, nonce, Hash(masterKey, StartText(applicationId, clientId, members, timestamp, nonce)));

    /// <summary>Signs a change of members or of a block list: <c>appid:clientid:convid:sorted_member_ids:timestamp:nonce:action</c>.</summary>
    /// <param name="timestamp">Milliseconds since 1970 UTC.</param>
    /// <param name="action"><see cref="Invite"/>, <see cref="Kick"/>, or one of the actions on block lists.</param>
    public static FrameSignature SignMembers(string masterKey, string applicationId, string clientId, string conversationId, IEnumerable<string> members,
        long timestamp, string nonce, string action) =>
        new(timestamp, nonce, Hash(masterKey, MembersText(applicationId, clientId, conversationId, members, timestamp, nonce, action)));

    /// <summary>Signs the reading of a conversation's history over REST: <c>appid:clientid:convid:nonce:timestamp</c>.</summary>
    /// <param name="timestamp">Milliseconds since 1970 UTC.</param>
    public static FrameSignature SignHistory(string masterKey, string applicationId, string clientId, string conversationId, long timestamp, string nonce) =>
        new(timestamp, nonce, Hash(masterKey, HistoryText(applicationId, clientId, conversationId, timestamp, nonce)));

    internal static string LoginText(string applicationId, string clientId, long timestamp, string nonce) =>
        FormattableString.Invariant($"{applicationId}:{clientId}::{timestamp}:{nonce}");

    internal static string StartText(string applicationId, string clientId, IEnumerable<string> members, long timestamp, string nonce) =>
        FormattableString.Invariant($"{applicationId}:{clientId}:{Sorted(members)}:{timestamp}:{nonce}");

    internal static string MembersText(string applicationId, string clientId, string conversationId, IEnumerable<string> members, long timestamp, string nonce,
        string action) =>
        FormattableString.Invariant($"{applicationId}:{clientId}:{conversationId}:{Sorted(members)}:{timestamp}:{nonce}:{action}");

    internal static string HistoryText(string applicationId, string clientId, string conversationId, long timestamp, string nonce) =>
        FormattableString.Invariant($"{applicationId}:{clientId}:{conversationId}:{nonce}:{timestamp}");

    internal static string Hash(string masterKey, string text)
    {
#pragma warning disable CA5350 // The wire asks for HMAC-SHA1.
        using var hash = new HMACSHA1(Encoding.UTF8.GetBytes(masterKey));
#pragma warning restore CA5350
        var hexadecimal = new StringBuilder(40);
        foreach (var value in hash.ComputeHash(Encoding.UTF8.GetBytes(text)))
            hexadecimal.Append(value.ToString("x2", CultureInfo.InvariantCulture));
        return hexadecimal.ToString();
    }

    static string Sorted(IEnumerable<string> members) => string.Join(":", members.OrderBy(id => id, StringComparer.Ordinal));
}
