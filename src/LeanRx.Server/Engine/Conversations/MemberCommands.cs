using LeanRx.Protocol;

namespace LeanRx.Server.Internal;

/// <summary><c>conv/add</c> and <c>conv/remove</c>: inviting, joining, kicking, leaving (protocol.md §4.4). In a chat room: entering and leaving it.</summary>
internal sealed class MemberCommands(EngineServices services)
{
    public async ValueTask AddAsync(Session session, ConversationFrame frame)
    {
        var asked = AskedIn(frame);
        using var hold = await session.App.Conversations.EnterAloneAsync(frame.ConversationId).ConfigureAwait(false);
        var conversation = hold.Conversation;
        var isSelf = asked is [var only] && only == session.ClientId;
        VerifySignature(session, frame, Signatures.Invite);
        if (conversation.Record!.IsTransient)
        {
            RequireSelf(isSelf);
            session.EnterRoom(conversation);
            Reply(session, frame, ConversationOperations.Added, conversation, asked, null);
            return;
        }
        RequireChangeable(conversation.Record);
        RequireMember(conversation, session, isSelf);
        var newcomers = asked.Where(clientId => !conversation.IsMember(clientId)).ToList();
        var failure = Failure(session, ref newcomers, conversation.Record);
        if (newcomers.Count > 0)
        {
            await ChangeAsync(conversation, conversation.Record with { Members = conversation.Record.Members.AddRange(newcomers) }).ConfigureAwait(false);
            await conversation.Positions.AddAsync(newcomers).ConfigureAwait(false);
        }
        Reply(session, frame, ConversationOperations.Added, conversation, [.. asked.Where(conversation.IsMember)], failure);
        if (newcomers.Count > 0)
            MemberPushes.Joined(conversation, session.ClientId, newcomers);
    }

    public async ValueTask RemoveAsync(Session session, ConversationFrame frame)
    {
        var asked = AskedIn(frame);
        using var hold = await session.App.Conversations.EnterAloneAsync(frame.ConversationId).ConfigureAwait(false);
        var conversation = hold.Conversation;
        var isSelf = asked is [var only] && only == session.ClientId;
        if (!isSelf) // An old client leaves unsigned (§11.1 row 28), another signs removals as invitations (§11.2 row 12).
            VerifySignature(session, frame, session.UserAgent?.StartsWith("net-", StringComparison.Ordinal) == true ? [Signatures.Kick, Signatures.Invite] : [Signatures.Kick]);
        if (conversation.Record!.IsTransient)
        {
            RequireSelf(isSelf);
            session.LeaveRoom(conversation);
            Reply(session, frame, ConversationOperations.Removed, conversation, asked, null);
            return;
        }
        RequireChangeable(conversation.Record);
        RequireMember(conversation, session, isSelf);
        var leavers = asked.Where(conversation.IsMember).ToList();
        if (leavers.Count > 0)
        {
            await ChangeAsync(conversation, conversation.Record with { Members = conversation.Record.Members.RemoveRange(leavers, StringComparer.Ordinal), Muted = conversation.Record.Muted.RemoveRange(leavers, StringComparer.Ordinal) }).ConfigureAwait(false);
            await conversation.Positions.RemoveAsync(leavers).ConfigureAwait(false);
        }
        Reply(session, frame, ConversationOperations.Removed, conversation, asked, null);
        if (leavers.Count > 0)
            MemberPushes.Left(conversation, session.ClientId, leavers);
    }

    List<string> AskedIn(ConversationFrame frame)
    {
        var asked = Dispatch.Distinct(frame.Members);
        return asked.Count > 0 ? asked : throw new CommandRefusedException(ErrorCodes.ConversationApiFailed, "The field m names nobody.");
    }

    static void VerifySignature(Session session, ConversationFrame frame, params string[] actions)
    {
        if (session.App.Options.RequireConversationSignature && !new SignatureVerifier(session.App).IsMembers(frame.Signature, session.ClientId, frame.ConversationId!, Dispatch.Distinct(frame.Members), actions))
            throw new CommandRefusedException(ErrorCodes.ConversationSignatureFailed, "Changing members needs a valid signature.");
    }

    static void RequireSelf(bool isSelf)
    {
        if (!isSelf)
            throw new CommandRefusedException(ErrorCodes.NormalConversationRequired, "Chat rooms are entered and left by oneself only.");
    }

    static void RequireChangeable(ConversationRecord record)
    {
        if (record.IsTemporary || record.IsSystem)
            throw new CommandRefusedException(ErrorCodes.ConversationReadOnly, "The members of this kind of conversation do not change.");
    }

    static void RequireMember(Conversation conversation, Session session, bool isSelf)
    {
        if (!isSelf && !conversation.IsMember(session.ClientId))
            throw new CommandRefusedException(ErrorCodes.ConversationMembershipRequired, "Only members may change the members.");
    }

    /// <summary>Takes out those who cannot come in. A client that does not understand partial failure gets all or nothing.</summary>
    List<OperationError>? Failure(Session session, ref List<string> newcomers, ConversationRecord record)
    {
        var limit = services.Limits.MaxClientIdLength;
        var malformed = newcomers.Where(clientId => clientId.Length > limit).ToList();
        var room = Math.Max(0, services.Limits.MaxMembers - record.Members.Length);
        var wellFormed = newcomers.Where(clientId => clientId.Length <= limit).ToList();
        List<OperationError> errors = [];
        Fail(ErrorCodes.InvalidLogin, malformed);
        Fail(ErrorCodes.ConversationFull, [.. wellFormed.Skip(room)]);
        if (errors.Count > 0 && !session.Can(SessionCapabilities.PartialFailures))
            throw new CommandRefusedException(errors[0].Code, errors[0].Code == ErrorCodes.ConversationFull ? $"A conversation has at most {services.Limits.MaxMembers} members." : $"A client id has 1 to {limit} characters.");
        newcomers = [.. wellFormed.Take(room)];
        return errors.Count > 0 ? errors : null;

        void Fail(int code, List<string> clientIds)
        {
            if (clientIds.Count > 0)
                errors.Add(new OperationError { Code = code, Reason = ErrorCodes.NameOf(code), ClientIds = clientIds });
        }
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

    static void Reply(Session session, ConversationFrame frame, string operation, Conversation conversation, IReadOnlyList<string> allowed, IReadOnlyList<OperationError>? failed) =>
        session.Reply(frame, new ConversationFrame { Operation = operation, ConversationId = conversation.Id, AllowedClientIds = allowed, FailedClientIds = failed, UpdatedAt = EngineClock.Iso(conversation.Record!.UpdatedAt) });
}
