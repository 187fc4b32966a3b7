using LeanRx.Protocol;
using LeanRx.Server.Access.Internal;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Handlers.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Membership.Internal;
using LeanRx.Server.Operations.Internal;
using LeanRx.Server.Records.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server;

// protocol.md §10.1
/// <summary>
/// Roles, silence and block lists of an application's conversations, as an operator handles them: no role is asked for, and all those concerned are told as if
/// a manager had done it. Durable when a call has completed. A token calls off what has not begun; what has begun is carried out.
/// </summary>
public sealed class Moderation
{
    readonly Application _app;
    readonly StandingChanges _changes;
    readonly SystemConversations _conversations;
    readonly ConversationDirectory _directory;
    readonly ClientBlacklist _blacklist;

    internal Moderation(EngineServices services, Application app, ConversationDirectories conversations)
    {
        _app = app;
        _changes = new StandingChanges(services);
        _directory = conversations.Of(app);
        _conversations = new SystemConversations(services, app, _directory);
        _blacklist = new ClientBlacklist(conversations);
    }

    /// <summary>The roles that were given in a conversation, by client id.</summary>
    /// <remarks>Its creator is the owner without being given that, and not among them; whoever else is not among them is a plain member.</remarks>
    /// <exception cref="OperationRefusedException">4303: there is no such conversation.</exception>
    [Door(Permission.ReadRoles)]
    public ValueTask<IReadOnlyList<MemberInfo>> FindRolesAsync(string conversationId, CancellationToken cancellationToken = default) =>
        InAsync<IReadOnlyList<MemberInfo>>(conversationId, conversation =>
        new([
            .. conversation.Standings.WithRole
                .Where(standing => standing.ClientId != conversation.Record!.CreatorId)
                .OrderBy(standing => standing.ClientId, StringComparer.Ordinal)
                .Select(standing => new MemberInfo(standing.ClientId, standing.Role, ConversationStandings.InfoIdOf(conversationId, standing.ClientId))),
        ]), cancellationToken);

    /// <summary>Gives a client a role, one of <see cref="MemberRoles"/>; the creator stays an owner.</summary>
    /// <param name="initiator">Whom the push names; default nobody.</param>
    /// <exception cref="OperationRefusedException">4303, 4103 (the client id is too long), 4321 (unknown role), 4322 (too many managers), 4324 (the creator's
    /// role).</exception>
    [Door(Permission.SetRole)]
    public ValueTask<MemberInfo> SetRoleAsync(string conversationId, string clientId, string role, string initiator = "",
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(clientId);
        if (role is not (MemberRoles.Owner or MemberRoles.Manager or MemberRoles.Member))
            throw new OperationRefusedException(ErrorCodes.UnknownConversationRole, "The roles are Owner, Manager and Member.");
        return InAsync(conversationId, async conversation =>
        {
            _conversations.RequireClientIds([clientId]);
            if (clientId == conversation.Record!.CreatorId && role != MemberRoles.Owner)
                throw new OperationRefusedException(ErrorCodes.ConversationNeedOwner, "The creator stays the owner.");
            var info = await StandingChanges.SetRoleAsync(conversation, clientId, role).ConfigureAwait(false)
                ?? throw new OperationRefusedException(ErrorCodes.ConversationMemberInRoleFull, "The conversation has too many managers.");
            MemberPushes.RoleChanged(conversation, initiator, info);
            return info;
        }, cancellationToken);
    }

    /// <summary>Clients that may not send, in pages of 1 to 100 (default 10).</summary>
    /// <exception cref="OperationRefusedException">4303.</exception>
    [Door(Permission.ReadModeration)]
    public ValueTask<ClientPage> FindSilencedAsync(string conversationId, int? limit = null, string? next = null,
        CancellationToken cancellationToken = default) =>
        InAsync(conversationId, conversation => new ValueTask<ClientPage>(PageOf(conversation.Standings.Silenced, limit, next)), cancellationToken);

    /// <summary>
    /// Takes clients the right to send, for a time or for good (the default). They go on receiving. Who is silenced for longer already stays so.
    /// </summary>
    /// <exception cref="OperationRefusedException">4303, 4103 (a client id is empty or too long), or 4561: the list is full.</exception>
    [Door(Permission.SilenceMembers)]
    public ValueTask SilenceAsync(string conversationId, IReadOnlyList<string> clientIds, TimeSpan? duration = null, string initiator = "",
        CancellationToken cancellationToken = default)
    {
        var until = duration is { } time ? _app.Services.Clock.Now + (long)time.TotalMilliseconds : long.MaxValue;
        return ChangeAsync(conversationId, async conversation =>
        {
            _conversations.RequireClientIds(clientIds);
            if (StandingChanges.TooManySilenced(conversation, clientIds).Any())
                throw new OperationRefusedException(ErrorCodes.SilencedMemberListFull, $"At most {StandingChanges.LimitOf(conversation)} are silenced here.");
            await StandingChanges.SilenceAsync(conversation, clientIds, until).ConfigureAwait(false);
            MemberPushes.Silenced(conversation, initiator, clientIds, isSilenced: true);
        }, cancellationToken);
    }

    /// <summary>Ends silence that is for a time. Those who are silenced for good stay so, and are not told.</summary>
    /// <exception cref="OperationRefusedException">4303.</exception>
    [Door(Permission.SilenceMembers)]
    public ValueTask EndTemporarySilenceAsync(string conversationId, IReadOnlyList<string> clientIds, string initiator = "",
        CancellationToken cancellationToken = default) => ChangeAsync(conversationId, async conversation =>
    {
        List<string> ended = [.. clientIds.Where(clientId => conversation.Standings.Of(clientId).SilencedUntil != long.MaxValue)];
        await StandingChanges.SilenceAsync(conversation, ended, null).ConfigureAwait(false);
        if (ended.Count > 0)
            MemberPushes.Silenced(conversation, initiator, ended, isSilenced: false);
    }, cancellationToken);

    /// <summary>Gives clients the right to send back, however long they are silenced.</summary>
    /// <exception cref="OperationRefusedException">4303.</exception>
    [Door(Permission.SilenceMembers)]
    public ValueTask UnsilenceAsync(string conversationId, IReadOnlyList<string> clientIds, string initiator = "",
        CancellationToken cancellationToken = default) => ChangeAsync(conversationId, async conversation =>
    {
        await StandingChanges.SilenceAsync(conversation, clientIds, null).ConfigureAwait(false);
        MemberPushes.Silenced(conversation, initiator, clientIds, isSilenced: false);
    }, cancellationToken);

    /// <summary>Clients that the conversation blocks, in pages of 1 to 100 (default 10).</summary>
    /// <exception cref="OperationRefusedException">4303.</exception>
    [Door(Permission.ReadModeration)]
    public ValueTask<ClientPage> FindBlockedAsync(string conversationId, int? limit = null, string? next = null,
        CancellationToken cancellationToken = default) =>
        InAsync(conversationId, conversation => new ValueTask<ClientPage>(PageOf(conversation.Standings.Blocked, limit, next)), cancellationToken);

    /// <summary>Blocks clients: they are put out and cannot come in again.</summary>
    /// <exception cref="OperationRefusedException">4303, 4103 (a client id is empty or too long), or 4543: the list is full.</exception>
    [Door(Permission.BlockMembers)]
    public ValueTask BlockAsync(string conversationId, IReadOnlyList<string> clientIds, string initiator = "",
        CancellationToken cancellationToken = default) => ChangeAsync(conversationId, async conversation =>
    {
        _conversations.RequireClientIds(clientIds);
        if (StandingChanges.TooManyBlocked(conversation, clientIds).Any())
            throw new OperationRefusedException(ErrorCodes.BlacklistFull, $"At most {StandingChanges.LimitOf(conversation)} are blocked here.");
        var leavers = await _changes.BlockAsync(conversation, clientIds, isBlocked: true).ConfigureAwait(false);
        MemberPushes.Blocked(conversation, initiator, clientIds, isBlocked: true);
        if (leavers.Count > 0)
            MemberPushes.Left(conversation, initiator, leavers);
    }, cancellationToken);

    /// <summary>Lets blocked clients come in again; they are not members by that.</summary>
    /// <exception cref="OperationRefusedException">4303.</exception>
    [Door(Permission.BlockMembers)]
    public ValueTask UnblockAsync(string conversationId, IReadOnlyList<string> clientIds, string initiator = "",
        CancellationToken cancellationToken = default) => ChangeAsync(conversationId, async conversation =>
    {
        await _changes.BlockAsync(conversation, clientIds, isBlocked: false).ConfigureAwait(false);
        MemberPushes.Blocked(conversation, initiator, clientIds, isBlocked: false);
    }, cancellationToken);

    // protocol.md §4.14
    /// <summary>Conversations that a client blocks: nobody can add it to them. In pages of 1 to 100 (default 10).</summary>
    [Door(Permission.BlockConversations)]
    public async ValueTask<ConversationPage> FindBlockedConversationsAsync(string clientId, int? limit = null, string? next = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(clientId);
        cancellationToken.ThrowIfCancellationRequested();
        var page = await ClientBlacklist.PageAsync(_app, clientId, limit, next).ConfigureAwait(false);
        return new ConversationPage { ConversationIds = page.Ids, Next = page.Next };
    }

    /// <summary>Puts a conversation on the block list of a client: others cannot add the client to it. Who is in it stays; nobody is told.</summary>
    /// <exception cref="OperationRefusedException">4303.</exception>
    [Door(Permission.BlockConversations)]
    public ValueTask BlockConversationAsync(string clientId, string conversationId, CancellationToken cancellationToken = default) =>
        BlockConversationAsync(clientId, conversationId, isBlocked: true, cancellationToken);

    /// <summary>Takes a conversation off the block list of a client.</summary>
    /// <exception cref="OperationRefusedException">4303.</exception>
    [Door(Permission.BlockConversations)]
    public ValueTask UnblockConversationAsync(string clientId, string conversationId, CancellationToken cancellationToken = default) =>
        BlockConversationAsync(clientId, conversationId, isBlocked: false, cancellationToken);

    async ValueTask BlockConversationAsync(string clientId, string conversationId, bool isBlocked, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(clientId);
        ArgumentNullException.ThrowIfNull(conversationId);
        cancellationToken.ThrowIfCancellationRequested();
        _app.Services.InFlight.Begin();
        try
        {
            if (!await _blacklist.TryChangeAsync(_app, clientId, conversationId, isBlocked).ConfigureAwait(false))
                throw new OperationRefusedException(TemporaryConversations.CodeOfMissing(conversationId), "There is no such conversation.");
        }
        finally
        {
            _app.Services.InFlight.End();
        }
    }

    static ClientPage PageOf(IEnumerable<string> sorted, int? limit, string? next)
    {
        var page = IdPage.Of(sorted, limit, next);
        return new ClientPage { ClientIds = page.Ids, Next = page.Next };
    }

    async ValueTask ChangeAsync(string conversationId, Func<Conversation, ValueTask> change, CancellationToken cancellationToken) =>
        await InAsync(conversationId, async conversation =>
    {
        await change(conversation).ConfigureAwait(false);
        return true;
    }, cancellationToken).ConfigureAwait(false);

    async ValueTask<T> InAsync<T>(string conversationId, Func<Conversation, ValueTask<T>> work, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _app.Services.InFlight.Begin();
        try
        {
            using var hold = await _directory.EnterAloneAsync(conversationId).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return await work(hold.Conversation).ConfigureAwait(false);
        }
        catch (CommandRefusedException refusal)
        {
            throw new OperationRefusedException(refusal.Code, refusal.Message);
        }
        finally
        {
            _app.Services.InFlight.End();
        }
    }
}
