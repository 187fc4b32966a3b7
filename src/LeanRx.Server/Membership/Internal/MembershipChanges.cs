using LeanRx.Server.Columns.Internal;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Records.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Membership.Internal;

/// <summary>Takes members in and lets them go, with all that hangs on it in the store. Who may is decided before. Used inside the gate.</summary>
internal sealed class MembershipChanges(EngineServices services)
{
    public async ValueTask AddAsync(Conversation conversation, IReadOnlyList<string> newcomers)
    {
        if (newcomers.Count == 0)
            return;
        var waiting = conversation.Record!.IsSystem ? await WaitingAsync(conversation, newcomers).ConfigureAwait(false) : null;
        await ChangeAsync(conversation, conversation.Record with { Members = conversation.Record.Members.AddRange(newcomers) },
            changed => conversation.AddMembersAsync(changed, newcomers)).ConfigureAwait(false);
        await conversation.Positions.AddAsync(newcomers, waiting).ConfigureAwait(false);
    }

    public async ValueTask RemoveAsync(Conversation conversation, IReadOnlyList<string> leavers)
    {
        if (leavers.Count == 0)
            return;
        var record = conversation.Record!;
        await ChangeAsync(conversation, record with { Members = record.Members.RemoveRange(leavers), Muted = record.Muted.RemoveRange(leavers) },
            changed => conversation.RemoveMembersAsync(changed, leavers)).ConfigureAwait(false);
        // Who ends a subscription keeps its thread, and what waits for it there.
        await (record.IsSystem ? conversation.Positions.UnsubscribeAsync(leavers) : conversation.Positions.RemoveAsync(leavers)).ConfigureAwait(false);
        await conversation.Standings.ForgetRolesAsync(leavers).ConfigureAwait(false);
    }

    /// <summary>Where guests who subscribe have to stand: right before what they have yet to get, and to read, of their thread and of broadcasts.</summary>
    async ValueTask<Dictionary<string, MemberPosition>> WaitingAsync(Conversation conversation, IReadOnlyList<string> guests)
    {
        var waiting = new Dictionary<string, MemberPosition>(StringComparer.Ordinal);
        await conversation.Positions.LoadAsync().ConfigureAwait(false);
        foreach (var clientId in guests)
            if (conversation.Positions.Find(clientId) is { } position)
            {
                var limit = services.Limits.MaxUnreadCount;
                var missed = await Inbox.NewestAsync(conversation, clientId, position.Delivered, limit, message =>
                    !position.HasReceived(MessageKey.Of(message))).ConfigureAwait(false);
                var unread = await Inbox.NewestAsync(conversation, clientId, position.Read, limit).ConfigureAwait(false);
                var moved = new MemberPosition(clientId, PlaceBefore(missed), PlaceBefore(unread));
                moved.AcknowledgedAhead.UnionWith(position.AcknowledgedAhead.Where(key => key > moved.Delivered));
                waiting[clientId] = moved;
            }
        return waiting;

        MessageKey PlaceBefore(List<StoredMessage> messages) => messages is [var first, ..] ? MessageKey.Before(first) : conversation.Positions.End;
    }

    async ValueTask ChangeAsync(Conversation conversation, ConversationRecord changed, Func<ConversationRecord, ValueTask> save)
    {
        if (!changed.IsUnique)
        {
            await save(changed).ConfigureAwait(false);
            return;
        }

        // A unique conversation is found by the members that it has now, unless another one has the same.
        var key = UniqueKeys.Of(changed.Members);
        using var pass = await conversation.App.Creations.EnterAsync(key).ConfigureAwait(false);
        var other = await conversation.Store.Conversations.FindUniqueAsync(conversation.App.Id, key).ConfigureAwait(false);
        await save(changed with { UniqueId = other is null || other.Id == conversation.Id ? key : null }).ConfigureAwait(false);
    }
}
