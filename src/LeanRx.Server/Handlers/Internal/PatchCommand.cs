using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Hooks;
using LeanRx.Server.Interception.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Records.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.13
/// <summary><c>patch/modify</c>: the author edits or recalls messages.</summary>
internal sealed class PatchCommand(EngineServices services, ConversationDirectories conversations)
{
    readonly UnreadReports _unread = new(services);

    public ValueTask HandleAsync(ISeat session, PatchFrame frame)
    {
        List<PatchItem> items = [.. frame.Patches ?? []];
        return !session.App.Hooks.Asks(HookPoints.MessageUpdating) ? PatchAsync(session, frame, items, items)
            : session.App.Hooks.ClientLine.RunAsync(session, items.Select(item => item.ConversationId),
                place => ApprovedAsync(session, items, place), approved => PatchAsync(session, frame, items, approved));
    }

    /// <param name="approved">The changes as hooks want them.</param>
    async ValueTask PatchAsync(ISeat session, PatchFrame frame, List<PatchItem> items, List<PatchItem> approved)
    {
        using var holds = new ConversationHolds();
        await holds.EnterAsync(conversations.Of(session.App), items.Select(item => item.ConversationId), ErrorCodes.MessageNotFound).ConfigureAwait(false);
        var messages = new StoredMessage[items.Count];
        for (var index = 0; index < messages.Length; index++)
            messages[index] = await FindAsync(session, holds[items[index].ConversationId], items[index]).ConfigureAwait(false);
        await session.App.PatchTimes.EnterAsync().ConfigureAwait(false);
        try
        {
            await PatchAsync(session, frame, approved, messages, holds, rewritten: Rewritten(items, approved)).ConfigureAwait(false);
        }
        finally
        {
            session.App.PatchTimes.Leave();
        }
    }

    /// <summary>The changes as hooks want them.</summary>
    /// <exception cref="OperationRefusedException">They refuse one; or one cannot be made anyway.</exception>
    async ValueTask<List<PatchItem>> ApprovedAsync(ISeat session, List<PatchItem> items, HookPlace place)
    {
        List<MessageUpdating> questions = [];
        using (var holds = new ConversationHolds())
        {
            await holds.EnterAsync(conversations.Of(session.App), items.Select(item => item.ConversationId), ErrorCodes.MessageNotFound).ConfigureAwait(false);
            foreach (var item in items)
            {
                var conversation = holds[item.ConversationId];
                var message = await FindAsync(session, conversation, item, isRequired: !place.IsBehindOwn).ConfigureAwait(false);
                if (!IsRecall(item))
                    Edited(message, item);
                questions.Add(SendQuestions.Of(conversation, session, message, item, IsRecall(item)));
            }
        }
        return await HookedPatches.ApproveAsync(session, items, questions).ConfigureAwait(false);
    }

    /// <summary>The messages that say something else than their author wanted, so that it has to be told as the others are.</summary>
    static HashSet<string?> Rewritten(List<PatchItem> items, List<PatchItem> approved) =>
        [.. approved.Where((item, index) => item != items[index]).Select(item => item.MessageId)];

    /// <summary>All messages, or none where one may not be changed. The author hears that it is done before anybody hears of it.</summary>
    async ValueTask PatchAsync(ISeat session, PatchFrame frame, List<PatchItem> items, StoredMessage[] messages, ConversationHolds holds,
        HashSet<string?> rewritten)
    {
        var current = new Dictionary<string, StoredMessage>(StringComparer.Ordinal);
        var patched = messages.Select((message, index) =>
            current[message.Id] = Patched(session.App, current.GetValueOrDefault(message.Id, message), items[index])).ToList();
        var changes = patched.Select((message, index) => (Before: messages[index], After: message)).Where(change => change.After != change.Before).ToList();
        foreach (var (_, message) in changes)
        {
            await holds[message.ConversationId].Store.Messages.UpdateAsync(message).ConfigureAwait(false);
            holds[message.ConversationId].Positions.Replace(message);
        }
        session.Reply(frame,
            new PatchFrame { Operation = PatchOperations.Modified, LastPatchTime = patched.Count > 0 ? patched[^1].PatchedAt ?? patched[^1].Timestamp : 0 });
        foreach (var (_, message) in changes)
            MemberPushes.Patched(holds[message.ConversationId], message, author: rewritten.Contains(message.Id) ? null : session);
        foreach (var (before, message) in changes)
            await _unread.ChangedAsync(holds[message.ConversationId], before, message).ConfigureAwait(false);
    }

    async ValueTask<StoredMessage> FindAsync(ISeat session, Conversation conversation, PatchItem item, bool isRequired = true)
    {
        var message = item.MessageId is null ? null : await MessageFinder.FindAsync(conversation, item.MessageId).ConfigureAwait(false);
        if (message is null)
            throw new OperationRefusedException(ErrorCodes.MessageNotFound, "There is no such message.");
        if (!conversation.IsAuthor(session.ClientId, message))
            throw new OperationRefusedException(ErrorCodes.MessageOwnershipRequired, "Only the author may change a message.");
        if (isRequired)
            conversation.Require(session, IsRecall(item) ? Permission.RecallMessage : Permission.EditMessage);
        return message;
    }

    /// <summary>A body of the recalled type is a recall, whatever else stands in it.</summary>
    static bool IsRecall(PatchItem item) =>
        item.IsRecall == true || (item is { BinaryBody: null, Data: { } data } && MessageType.Of(data) == StoredMessage.RecalledType);

    StoredMessage Patched(Application app, StoredMessage message, PatchItem item)
    {
        if (IsRecall(item))
            return Patches.IsGone(message) ? message : Patches.Recall(message) with { PatchedAt = TimeOf() };
        var edited = Edited(message, item);
        return Patches.SaysTheSame(edited, message) ? message : edited with { PatchedAt = TimeOf() };

        long TimeOf() => app.PatchTimes.Next(message.PatchedAt ?? message.Timestamp);
    }

    StoredMessage Edited(StoredMessage message, PatchItem item)
    {
        if (message.IsRecalled)
            throw Patches.Gone();
        var data = item.BinaryBody is { } bytes ? Convert.ToBase64String(bytes) : item.Data;
        if (data is null)
            throw new OperationRefusedException(ErrorCodes.UnparseableRawMessage, "The field data is missing.");
        var mentioned = NamedIds.Distinct(item.MentionedClientIds);
        MessageSize.Require(services.Limits, item.BinaryBody?.Length ?? MessageSize.Of(data), mentioned);
        return Patches.Edit(message, data, item.BinaryBody is not null) with
        {
            // Whom the new content does not mention is not mentioned: one wire cannot tell an empty list from none.
            MentionAll = item.MentionAll == true,
            MentionedClientIds = [.. mentioned],
        };
    }
}
