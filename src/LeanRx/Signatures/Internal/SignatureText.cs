using System.Globalization;

namespace LeanRx.Signatures.Internal;

// protocol.md §6.1
/// <summary>The string that is signed.</summary>
internal static class SignatureText
{
    public static string Of(SignatureRequest request, long timestamp, string nonce)
    {
        var head = $"{request.ApplicationId}:{request.ClientId}";
        var tail = $"{timestamp.ToString(CultureInfo.InvariantCulture)}:{nonce}";
        return request.Action switch
        {
            SignatureAction.Open => $"{head}::{tail}",
            SignatureAction.Create => $"{head}:{Sorted(request)}:{tail}",
            SignatureAction.Add => $"{head}:{request.ConversationId}:{Sorted(request)}:{tail}:invite",
            SignatureAction.Remove => $"{head}:{request.ConversationId}:{Sorted(request)}:{tail}:kick",
            SignatureAction.Block => $"{head}:{request.ConversationId}:{Sorted(request)}:{tail}:conversation-block-clients",
            SignatureAction.Unblock => $"{head}:{request.ConversationId}:{Sorted(request)}:{tail}:conversation-unblock-clients",
            SignatureAction.BlockConversation => $"{head}:{request.ConversationId}::{tail}:client-block-conversations",
            SignatureAction.UnblockConversation => $"{head}:{request.ConversationId}::{tail}:client-unblock-conversations",
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.Action, "There is no such action."),
        };
    }

    static string Sorted(SignatureRequest request) => string.Join(":", request.MemberIds.OrderBy(id => id, StringComparer.Ordinal));
}
