using LeanRx.Protocol;

namespace LeanRx.Server.Internal;

/// <summary><c>patch/modify</c>: the author edits or recalls messages (protocol.md §4.13).</summary>
internal sealed class PatchCommand(EngineServices services)
{

    readonly MessageFinder _finder = new(services);

    public async ValueTask HandleAsync(Session session, PatchFrame frame)
    {
        if (frame.Operation == PatchOperations.Modified)
            return; // A client's acknowledgement of a push.
        if (frame.Operation != PatchOperations.Modify)
            throw Dispatch.Unknown(frame, frame.Operation);
        Dispatch.RequireCount(session, frame.Patches?.Count ?? 0, "patches");
        Dispatch.Count(session, RateKind.Other, frame, frame.Operation, Math.Max(1, frame.Patches?.Count ?? 0));
        var patchedAt = 0L;
        foreach (var item in (frame.Patches ?? []).Where(item => item is not null))
            patchedAt = await PatchAsync(session, item).ConfigureAwait(false);
        session.Reply(frame, new PatchFrame { Operation = PatchOperations.Modified, LastPatchTime = patchedAt });
    }

    async ValueTask<long> PatchAsync(Session session, PatchItem item)
    {
        using var hold = await session.App.Conversations.EnterAloneAsync(item.ConversationId, ErrorCodes.MessageNotFound).ConfigureAwait(false);
        var conversation = hold.Conversation;
        var message = item.MessageId is null ? null : await _finder.FindAsync(conversation, item.MessageId).ConfigureAwait(false);
        if (message is null)
            throw new CommandRefusedException(ErrorCodes.MessageNotFound, "There is no such message.");
        if (message.From != session.ClientId)
            throw new CommandRefusedException(ErrorCodes.MessageOwnershipRequired, "Only the author may change a message.");
        await session.App.PatchTimes.EnterAsync().ConfigureAwait(false);
        try
        {
            var patched = Patched(session.App, message, item);
            await services.Store.UpdateMessageAsync(patched).ConfigureAwait(false);
            conversation.Positions.Replace(patched);
            MemberPushes.Patched(conversation, patched, author: session);
            return patched.PatchedAt!.Value;
        }
        finally
        {
            session.App.PatchTimes.Leave();
        }
    }

    StoredMessage Patched(Application app, StoredMessage message, PatchItem item)
    {
        if (item.IsRecall == true)
            return message with { Data = Patches.Recalled, IsBinary = false, MessageType = Patches.RecalledType, PatchedAt = TimeOf() };
        var data = item.BinaryBody is { } bytes ? Convert.ToBase64String(bytes) : item.Data;
        if (data is null)
            throw new CommandRefusedException(ErrorCodes.UnparseableRawMessage, "The field data is missing.");
        var mentioned = item.MentionedClientIds is { } named ? Dispatch.Distinct(named) : [.. message.MentionedClientIds];
        MessageSize.Require(services.Limits, item.BinaryBody?.Length ?? MessageSize.Of(data), mentioned);
        var isBinary = item.BinaryBody is not null;
        return message with
        {
            Data = data,
            IsBinary = isBinary,
            MessageType = isBinary ? null : MessageType.Of(data),
            PatchedAt = TimeOf(),
            MentionAll = item.MentionAll ?? message.MentionAll,
            MentionedClientIds = [.. mentioned],
        };

        long TimeOf() => app.PatchTimes.Next(message.PatchedAt ?? message.Timestamp);
    }
}
