using LeanRx.Protocol;
using LeanRx.Server.Records.Internal;

namespace LeanRx.Server.Sessions.Internal;

/// <summary>Up to which message of each conversation a login was told what it missed. What was held back of that meanwhile is not told again.</summary>
internal sealed class ToldMessages
{
    readonly Dictionary<string, MessageKey> _ends = new(StringComparer.Ordinal);

    public static MessageKey KeyOf(DirectFrame message) => new(message.Timestamp ?? 0, message.MessageId!);

    public void Note(string conversationId, MessageKey end) => _ends[conversationId] = end;

    /// <summary>Whether a frame is a message of others that was told.</summary>
    public bool Has(Frame frame, string clientId) =>
        frame is DirectFrame { IsTransient: not true, DeduplicationToken: null, MessageId: not null, ConversationId: { } conversationId } message
            && message.FromPeerId != clientId && _ends.TryGetValue(conversationId, out var end) && KeyOf(message) <= end;
}
