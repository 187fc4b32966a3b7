using System.Text.Json;
using LeanRx.Server.Columns.Internal;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Membership.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Operations.Internal;

/// <summary>Changes members and columns of a conversation: all of it or nothing.</summary>
/// <param name="Columns">The columns to set; hooks may want others than were asked for.</param>
/// <param name="Asked">The moves about which hooks were asked: others are not made. Null where nobody was asked.</param>
internal sealed record ChangeConversation(string ConversationId, ConversationChange Change, bool ConcernsMembers, JsonElement? Columns, MemberMoves? Asked)
    : ExclusiveOperation<ConversationRecord>(ConversationId)
{
    protected override async ValueTask<ConversationRecord> RunAsync(Conversation conversation)
    {
        var moves = ChangePlans.RequireMoves(conversation, Change, ConcernsMembers);
        if (Asked is { } asked)
            moves = moves.Within(asked);
        if (Columns is { } given)
            ColumnChanges.Apply(conversation.Record!, given, conversation.App.Services.Limits, out _); // All of it or nothing.
        await RemoveAsync(conversation, moves.Leavers).ConfigureAwait(false);
        await AddAsync(conversation, moves.Newcomers).ConfigureAwait(false);
        if (Columns is { } set)
            await UpdateAsync(conversation, set).ConfigureAwait(false);
        return conversation.Record!;
    }

    static async ValueTask AddAsync(Conversation conversation, IReadOnlyList<string> newcomers)
    {
        await new MembershipChanges(conversation.App.Services).AddAsync(conversation, newcomers).ConfigureAwait(false);
        if (newcomers.Count == 0)
            return;
        MemberPushes.Joined(conversation, initiator: "", newcomers);
        conversation.TellAdded(initiator: null, newcomers);
        await new UnreadReports(conversation.App.Services).JoinedAsync(conversation, newcomers).ConfigureAwait(false);
    }

    static async ValueTask RemoveAsync(Conversation conversation, IReadOnlyList<string> leavers)
    {
        await new MembershipChanges(conversation.App.Services).RemoveAsync(conversation, leavers).ConfigureAwait(false);
        if (leavers.Count > 0)
            MemberPushes.Left(conversation, initiator: "", leavers);
    }

    static async ValueTask UpdateAsync(Conversation conversation, JsonElement columns)
    {
        var changed = ColumnChanges.Apply(conversation.Record!, columns, conversation.App.Services.Limits, out var modified);
        await conversation.SaveAsync(changed).ConfigureAwait(false);
        MemberPushes.Updated(conversation, initiator: "", modified, author: null);
    }
}
