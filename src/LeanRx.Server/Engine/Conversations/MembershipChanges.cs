namespace LeanRx.Server.Internal;

/// <summary>Takes members in and lets them go, with all that hangs on it in the store. Who may is decided before. Used inside the gate.</summary>
internal sealed class MembershipChanges(EngineServices services)
{
    public async ValueTask AddAsync(Conversation conversation, IReadOnlyList<string> newcomers)
    {
        if (newcomers.Count == 0)
            return;
        await ChangeAsync(conversation, conversation.Record! with { Members = conversation.Record!.Members.AddRange(newcomers) }).ConfigureAwait(false);
        await conversation.Positions.AddAsync(newcomers).ConfigureAwait(false);
    }

    public async ValueTask RemoveAsync(Conversation conversation, IReadOnlyList<string> leavers)
    {
        if (leavers.Count == 0)
            return;
        var record = conversation.Record!;
        await ChangeAsync(conversation, record with { Members = record.Members.RemoveRange(leavers, StringComparer.Ordinal), Muted = record.Muted.RemoveRange(leavers, StringComparer.Ordinal) }).ConfigureAwait(false);
        await conversation.Positions.RemoveAsync(leavers).ConfigureAwait(false);
        await conversation.Standings.ForgetRolesAsync(leavers).ConfigureAwait(false);
    }

    async ValueTask ChangeAsync(Conversation conversation, ConversationRecord changed)
    {
        changed = changed with { UpdatedAt = services.Clock.Now };
        if (!changed.IsUnique)
        {
            await conversation.SaveAsync(changed).ConfigureAwait(false);
            return;
        }

        // A unique conversation is found by the members that it has now, unless another one has the same.
        var key = UniqueKeys.Of(changed.Members);
        using var pass = await conversation.App.Creations.EnterAsync(key).ConfigureAwait(false);
        var other = await services.Store.FindUniqueConversationAsync(conversation.App.Id, key).ConfigureAwait(false);
        await conversation.SaveAsync(changed with { UniqueId = other is null || other.Id == conversation.Id ? key : null }).ConfigureAwait(false);
    }
}
