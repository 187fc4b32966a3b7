using LeanRx.Protocol;

namespace LeanRx.Server.Internal;

/// <summary><c>patch/modify</c>: the author edits or recalls messages (protocol.md §4.13).</summary>
internal sealed class PatchCommand(EngineServices services)
{
    const string Recalled = """{"_lctype":-127}""";
    const int RecalledType = -127;

    readonly MessageFinder _finder = new(services);

    public async ValueTask HandleAsync(Session session, PatchFrame frame)
    {
        if (frame.Operation == PatchOperations.Modified)
            return; // A client's acknowledgement of a push.
        if (frame.Operation != PatchOperations.Modify)
            throw Dispatch.Unknown(frame, frame.Operation);
        Dispatch.Count(session, RateKind.Other, frame, frame.Operation);
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
        var patched = Patched(message, item);
        await services.Store.UpdateMessageAsync(patched).ConfigureAwait(false);
        conversation.Positions.Replace(patched);
        Tell(session, conversation, patched, item.IsRecall == true);
        return patched.PatchedAt!.Value;
    }

    StoredMessage Patched(StoredMessage message, PatchItem item)
    {
        var patchedAt = Math.Max(services.Clock.Now, (message.PatchedAt ?? message.Timestamp) + 1);
        if (item.IsRecall == true)
            return message with { Data = Recalled, IsBinary = false, MessageType = RecalledType, PatchedAt = patchedAt };
        var data = item.BinaryBody is { } bytes ? Convert.ToBase64String(bytes) : item.Data;
        if (data is null)
            throw new CommandRefusedException(ErrorCodes.UnparseableRawMessage, "The field data is missing.");
        if ((item.BinaryBody?.Length ?? System.Text.Encoding.UTF8.GetByteCount(data)) > services.Limits.MaxMessageBytes)
            throw new CommandRefusedException(ErrorCodes.FrameTooLong, $"A message has at most {services.Limits.MaxMessageBytes} bytes.");
        var isBinary = item.BinaryBody is not null;
        return message with
        {
            Data = data,
            IsBinary = isBinary,
            MessageType = isBinary ? null : MessageType.Of(data),
            PatchedAt = patchedAt,
            MentionAll = item.MentionAll ?? message.MentionAll,
            MentionedClientIds = item.MentionedClientIds is { } mentioned ? [.. Dispatch.Distinct(mentioned)] : message.MentionedClientIds,
        };
    }

    static void Tell(Session author, Conversation conversation, StoredMessage patched, bool isRecall)
    {
        var receivers = conversation.Record!.IsTransient ? conversation.Occupants.Sessions : conversation.Record.Members.SelectMany(author.App.Sessions.Of);
        MemberPushes.ToAll(receivers.Where(session => session != author && session.Can(SessionCapabilities.MessagePatches)), new PatchFrame
        {
            Operation = PatchOperations.Modify,
            Patches =
            [
                new PatchItem
                {
                    ConversationId = conversation.Id,
                    MessageId = patched.Id,
                    From = patched.From,
                    Timestamp = patched.Timestamp,
                    PatchTimestamp = patched.PatchedAt,
                    IsRecall = isRecall,
                    Data = patched.Data,
                    BinaryBody = patched.IsBinary ? Convert.FromBase64String(patched.Data) : null,
                    MentionAll = patched.MentionAll ? true : null,
                    MentionedClientIds = patched.MentionedClientIds.IsDefaultOrEmpty ? null : patched.MentionedClientIds,
                },
            ],
        });
    }
}
