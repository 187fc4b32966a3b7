using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Hooks;
using LeanRx.Server.Interception.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Membership.Internal;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Signing.Internal;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.4
/// <summary>
/// <c>conv/add</c> and <c>conv/remove</c>: inviting, joining, kicking, leaving. In a chat room: entering and leaving it. Of a service conversation: subscribing
/// and unsubscribing.
/// </summary>
internal sealed class MemberCommands(EngineServices services, ConversationDirectories conversations)
{
    readonly MembershipChanges _changes = new(services);
    readonly UnreadReports _unread = new(services);

    public ValueTask AddAsync(ISeat session, ConversationFrame frame)
    {
        var asked = NamedIds.Require(session, frame.Members, "m");
        return !session.App.Hooks.Asks(HookPoints.MembersAdding) ? AddAsync(session, frame, asked, approved: null)
            : session.App.Hooks.ClientLine.RunAsync(session, [frame.ConversationId], place => ApproveAddAsync(session, frame, asked, place),
                approved => AddAsync(session, frame, asked, approved));
    }

    /// <param name="approved">Those about whom hooks were asked: nobody else comes in. Null without hooks.</param>
    async ValueTask AddAsync(ISeat session, ConversationFrame frame, List<string> asked, IReadOnlyList<string>? approved)
    {
        using var hold = await conversations.Of(session.App).EnterAloneAsync(frame.ConversationId).ConfigureAwait(false);
        var conversation = hold.Conversation;
        RequireAdd(conversation, session, frame, asked);
        if (conversation.Record!.IsTransient)
        {
            var isNew = session.EnterRoom(conversation.Occupants);
            Reply(session, frame, ConversationOperations.Added, conversation, asked, null);
            if (isNew)
                conversation.TellAdded(session.ClientId, [session.ClientId]);
            return;
        }
        var newcomers = asked.Where(clientId => !conversation.IsMember(clientId) && approved?.Contains(clientId) != false).ToList();
        var failures = Failures(conversation, session, newcomers);
        newcomers = failures.Rest(session, newcomers);
        Count(session, newcomers);
        await _changes.AddAsync(conversation, newcomers).ConfigureAwait(false);
        Reply(session, frame, ConversationOperations.Added, conversation, [.. asked.Where(conversation.IsMember)], failures.Errors);
        if (newcomers.Count == 0)
            return;
        MemberPushes.Joined(conversation, session.ClientId, newcomers);
        conversation.TellAdded(session.ClientId, newcomers);
        await _unread.JoinedAsync(conversation, newcomers).ConfigureAwait(false);
    }

    public ValueTask RemoveAsync(ISeat session, ConversationFrame frame)
    {
        var asked = NamedIds.Require(session, frame.Members, "m");
        return !session.App.Hooks.Asks(HookPoints.MembersRemoving) ? RemoveAsync(session, frame, asked, approved: null)
            : session.App.Hooks.ClientLine.RunAsync(session, [frame.ConversationId], place => IsSelf(session, asked)
                ? new ValueTask<IReadOnlyList<string>>(asked) : ApproveRemoveAsync(session, frame, asked, place),
                approved => RemoveAsync(session, frame, asked, approved));
    }

    /// <param name="approved">Those about whom hooks were asked, and who leaves by itself: nobody else goes. Null without hooks.</param>
    async ValueTask RemoveAsync(ISeat session, ConversationFrame frame, List<string> asked, IReadOnlyList<string>? approved)
    {
        using var hold = await conversations.Of(session.App).EnterAloneAsync(frame.ConversationId).ConfigureAwait(false);
        var conversation = hold.Conversation;
        var permission = RequireRemove(conversation, session, frame, IsSelf(session, asked));
        if (conversation.Record!.IsTransient)
        {
            var isIn = session.LeaveRoom(conversation.Occupants);
            Reply(session, frame, ConversationOperations.Removed, conversation, asked, null);
            if (isIn)
                conversation.TellRemoved(session.ClientId, [session.ClientId]);
            return;
        }
        var failures = new PartialFailures();
        conversation.Spare(session, permission, asked, failures);
        var allowed = failures.Rest(session, asked);
        var leavers = allowed.Where(clientId => conversation.IsMember(clientId) && approved?.Contains(clientId) != false).ToList();
        Count(session, leavers);
        await _changes.RemoveAsync(conversation, leavers).ConfigureAwait(false);
        Reply(session, frame, ConversationOperations.Removed, conversation, allowed, failures.Errors);
        if (leavers.Count > 0)
            MemberPushes.Left(conversation, session.ClientId, leavers);
    }

    /// <summary>Asks hooks about those who would come in.</summary>
    /// <returns>Those about whom they were asked.</returns>
    async ValueTask<IReadOnlyList<string>> ApproveAddAsync(ISeat session, ConversationFrame frame, List<string> asked, HookPlace place)
    {
        List<string> newcomers;
        using (var hold = await conversations.Of(session.App).EnterAloneAsync(frame.ConversationId).ConfigureAwait(false))
        {
            var conversation = hold.Conversation;
            if (!place.IsBehindOwn)
                RequireAdd(conversation, session, frame, asked);
            newcomers = !conversation.Record!.IsTransient ? [.. asked.Where(clientId => place.IsBehind || !conversation.IsMember(clientId))]
                : !place.IsBehind && conversation.IsInRoom(session) ? [] : [session.ClientId];
        }
        if (newcomers.Count > 0)
            await session.App.Hooks.ApproveAsync(new MembersAdding
            {
                ApplicationId = session.App.Id,
                ConversationId = frame.ConversationId!,
                InitiatedBy = session.ClientId,
                ClientIds = newcomers,
                At = services.Clock.NowAsDate,
            }).ConfigureAwait(false);
        return newcomers;
    }

    /// <summary>Asks hooks about those who would be out.</summary>
    /// <returns>Those about whom they were asked.</returns>
    async ValueTask<IReadOnlyList<string>> ApproveRemoveAsync(ISeat session, ConversationFrame frame, List<string> asked, HookPlace place)
    {
        List<string> leavers;
        using (var hold = await conversations.Of(session.App).EnterAloneAsync(frame.ConversationId).ConfigureAwait(false))
        {
            var conversation = hold.Conversation;
            leavers = place.IsBehindOwn ? asked : LeaversIn(conversation, session, frame, asked, isAnybody: place.IsBehind);
        }
        if (leavers.Count > 0)
            await session.App.Hooks.ApproveAsync(new MembersRemoving
            {
                ApplicationId = session.App.Id,
                ConversationId = frame.ConversationId!,
                InitiatedBy = session.ClientId,
                ClientIds = leavers,
                At = services.Clock.NowAsDate,
            }).ConfigureAwait(false);
        return leavers;
    }

    static List<string> LeaversIn(Conversation conversation, ISeat session, ConversationFrame frame, List<string> asked, bool isAnybody)
    {
        var permission = RequireRemove(conversation, session, frame, isSelf: false);
        var spared = new PartialFailures();
        conversation.Spare(session, permission, asked, spared);
        return [.. spared.Rest(session, asked).Where(clientId => isAnybody || conversation.IsMember(clientId))];
    }

    static bool IsSelf(ISeat session, List<string> asked) => asked is [var only] && only == session.ClientId;

    static void RequireAdd(Conversation conversation, ISeat session, ConversationFrame frame, List<string> asked)
    {
        var isSelf = IsSelf(session, asked);
        VerifySignature(session, frame, FrameSignatures.Invite);
        if (conversation.Record!.IsTransient || !(isSelf && conversation.Standings.IsBlocked(session.ClientId))) // That comes out among the failures.
            conversation.Require(session, isSelf ? Permission.JoinConversation : Permission.AddMembers);
    }

    static Permission RequireRemove(Conversation conversation, ISeat session, ConversationFrame frame, bool isSelf)
    {
        if (!isSelf) // An old client leaves unsigned (§11.1 row 28), another signs removals as invitations (§11.2 row 12).
            VerifySignature(session, frame, session.UserAgent?.StartsWith("net-", StringComparison.Ordinal) == true
                ? [FrameSignatures.Kick, FrameSignatures.Invite]
                : [FrameSignatures.Kick]);
        var permission = isSelf ? Permission.LeaveConversation : Permission.RemoveMembers;
        conversation.Require(session, permission);
        return permission;
    }

    static void VerifySignature(ISeat session, ConversationFrame frame, params string[] actions)
    {
        if (session.App.Options.RequireConversationSignature && !new SignatureVerifier(session.App)
            .IsMembers(frame.Signature, session.ClientId, frame.ConversationId!, NamedIds.Distinct(frame.Members), actions))
            throw new OperationRefusedException(ErrorCodes.ConversationSignatureFailed, "Changing members needs a valid signature.");
    }

    /// <summary>Those who cannot come in.</summary>
    PartialFailures Failures(Conversation conversation, ISeat session, IReadOnlyList<string> newcomers)
    {
        var failures = new PartialFailures();
        var (length, size) = (services.Limits.MaxClientIdLength, services.Limits.MaxMembers);
        var standings = conversation.Standings;
        failures.Add(ErrorCodes.InvalidLogin, $"A client id has 1 to {length} characters.", newcomers.Where(clientId => clientId.Length > length));
        failures.Add(ErrorCodes.BlockedByConv, "The conversation blocks this client.", newcomers.Where(standings.IsBlocked));
        failures.Add(ErrorCodes.ConversationOperationUnauthorized, "The client blocks this conversation.",
            newcomers.Where(clientId => clientId != session.ClientId && standings.Of(clientId).BlocksConversation));
        if (!conversation.Record!.IsSystem)
            failures.Add(ErrorCodes.ConversationFull, $"A conversation has at most {size} members.", failures.Rest(newcomers)
                .Skip(Math.Max(0, size - conversation.Record.Members.Count)));
        var rates = session.App.Rates;
        var excess = failures.Rest(newcomers).Where(clientId => clientId != session.ClientId && !rates.TryCount(clientId, RateKind.Invitation, 1));
        failures.Add(ErrorCodes.ConversationApiQuotaExceeded, $"Others put a client into at most {services.Limits.InvitationsPerHour} conversations an hour.",
            excess.ToList());
        return failures;
    }

    /// <exception cref="OperationRefusedException">4318: too many for this client.</exception>
    static void Count(ISeat session, IReadOnlyList<string> changed) =>
        session.App.Rates.Require(session.ClientId, RateKind.MemberChange, changed.Count(clientId => clientId != session.ClientId),
            "members are changed a minute");

    static void Reply(ISeat session, ConversationFrame frame, string operation, Conversation conversation, IReadOnlyList<string> allowed,
        IReadOnlyList<OperationError>? failed) =>
        session.Reply(frame,
            new ConversationFrame
            {
                Operation = operation,
                ConversationId = conversation.Id,
                AllowedClientIds = allowed,
                FailedClientIds = failed,
                UpdatedAt = EngineClock.Iso(conversation.Record!.UpdatedAt)
            });
}
