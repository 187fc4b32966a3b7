using LeanRx.Protocol;
using LeanRx.Server.Records.Internal;

namespace LeanRx.Server.Sessions.Internal;

/// <summary>
/// Up to which message of each conversation a login was told what it missed. What was said by then and arrives later, from another node, is not told again.
/// </summary>
internal sealed class ToldMessages
{
    readonly Dictionary<string, MessageKey> _ends = new(StringComparer.Ordinal);

    public bool IsEmpty => _ends.Count == 0;

    public static MessageKey KeyOf(DirectFrame message) => new(message.Timestamp ?? 0, message.MessageId!);

    public void Note(string conversationId, MessageKey end) => _ends[conversationId] = end;

    /// <summary>Whether a frame is a message of others that was told. A conversation's messages arrive in order: after one that was not, none was.</summary>
    public bool Has(Frame frame, string clientId)
    {
        if (frame is not DirectFrame { IsTransient: not true, DeduplicationToken: null, MessageId: not null } message
            || message.ConversationId is not { } conversationId || message.FromPeerId == clientId || !_ends.TryGetValue(conversationId, out var end))
            return false;
        if (KeyOf(message) <= end)
            return true;
        _ends.Remove(conversationId);
        return false;
    }
}
