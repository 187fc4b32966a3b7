using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Operations.Internal;

/// <summary>Mutes push notifications for members, or no longer.</summary>
/// <param name="Approved">Those about whom hooks were asked: of others nothing changes. Null where nobody was asked.</param>
internal sealed record MuteMembers(string ConversationId, IReadOnlyList<string> ClientIds, bool IsMuted, IReadOnlyList<string>? Approved)
    : ExclusiveOperation<ConversationRecord>(ConversationId)
{
    protected override async ValueTask<ConversationRecord> RunAsync(Conversation conversation)
    {
        var record = conversation.Record!;
        IReadOnlyList<string> changed = PlanMute.Of(conversation, ClientIds, IsMuted);
        if (Approved is not null)
            changed = [.. changed.Intersect(Approved, StringComparer.Ordinal)];
        if (changed.Count == 0)
            return record;
        await conversation.SaveAsync(record with
        {
            Muted = IsMuted ? record.Muted.AddRange(changed) : record.Muted.RemoveRange(changed)
        }).ConfigureAwait(false);
        MemberPushes.Muted(conversation, changed, IsMuted, author: null);
        return conversation.Record!;
    }
}
