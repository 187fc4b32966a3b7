using LeanRx.Protocol;
using LeanRx.Server.Columns.Internal;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Hooks;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Records.Internal;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Signing.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.3
/// <summary><c>conv/start</c>: creating a conversation, or finding the unique one.</summary>
internal sealed class StartCommand(EngineServices services, ConversationDirectories conversations, TemporaryExpiry expiry)
{
    /// <summary>Checks a request before it is brought to where the conversation is to be created, and draws the id where none is looked for first.</summary>
    /// <returns>What decides where: the key of the members of one that is looked for, the id of any other. And the request with its id.</returns>
    /// <exception cref="OperationRefusedException">4301, 4302 or 4103: too many members are named, not signed as they must be, or one by no id.</exception>
    public static (string Place, ConversationFrame Request) Prepare(EngineServices services, ISeat session, ConversationFrame frame)
    {
        NamedIds.RequireCount(session, frame.Members?.Count ?? 0, "m");
        VerifySignature(session, frame, NamedIds.Distinct(frame.Members));
        var members = MembersOf(session, frame);
        if (!members.TrueForAll(member => ClientIds.IsFit(member, services.Limits)))
            throw new OperationRefusedException(ErrorCodes.InvalidLogin, $"A client id has 1 to {services.Limits.MaxClientIdLength} characters.");
        if (frame.IsTransient != true && (frame.IsUnique == true || frame.IsTemporary == true))
            return (KeyOf(frame, members), frame with { ConversationId = null });
        var id = services.Ids.NextObjectId(services.Clock.Now);
        return (id, frame with { ConversationId = id });
    }

    public ValueTask HandleAsync(ISeat session, ConversationFrame frame)
    {
        var members = MembersOf(session, frame);
        if (frame.IsTransient != true)
            RequireRoom(frame, members);
        return session.App.Hooks.Asks(HookPoints.ConversationCreating) ? ApproveAndCreateAsync(session, frame, members) : CreateAsync(session, frame, members);
    }

    void RequireRoom(ConversationFrame frame, List<string> members)
    {
        var isTemporary = frame.IsTemporary == true;
        var limit = isTemporary ? services.Limits.MaxTemporaryMembers : services.Limits.MaxMembers;
        if (members.Count > limit)
            throw new OperationRefusedException(ErrorCodes.ConversationFull, $"A conversation of this kind has at most {limit} members.");
    }

    ValueTask CreateAsync(ISeat session, ConversationFrame frame, List<string> members) =>
        frame.IsTransient == true ? CreateRoomAsync(session, frame)
        : frame.IsUnique == true || frame.IsTemporary == true ? FindOrCreateAsync(session, frame, members)
        : CreateAsync(session, frame, members, null);

    async ValueTask ApproveAndCreateAsync(ISeat session, ConversationFrame frame, List<string> members)
    {
        var kind = frame.IsTransient == true ? ConversationKind.ChatRoom : frame.IsTemporary == true ? ConversationKind.Temporary : ConversationKind.Normal;
        if (kind != ConversationKind.ChatRoom && (frame.IsUnique == true || frame.IsTemporary == true)
            && await FindAsync(session, KeyOf(frame, members)).ConfigureAwait(false) is { } existing)
        {
            session.Reply(frame, Started(existing) with { IsExisting = true });
            return;
        }
        RecordOf(session, frame, ""); // What cannot be is not asked about.
        var approved = await session.App.Hooks.ApproveAsync(new ConversationCreating
        {
            ApplicationId = session.App.Id,
            Kind = kind,
            InitiatedBy = session.ClientId,
            Members = kind == ConversationKind.ChatRoom ? [] : members,
            Columns = frame.Attributes,
            At = services.Clock.NowAsDate,
        }).ConfigureAwait(false);
        await CreateAsync(session, frame with { Attributes = approved.Columns }, members).ConfigureAwait(false);
    }

    static void VerifySignature(ISeat session, ConversationFrame frame, IReadOnlyList<string> members)
    {
        // Temporary conversations are not signed (§6.2).
        if (session.App.Options.RequireConversationSignature && frame.IsTemporary != true && !new SignatureVerifier(session.App)
            .IsStart(frame.Signature, session.ClientId, members))
            throw new OperationRefusedException(ErrorCodes.ConversationSignatureFailed, "Creating a conversation needs a valid signature.");
    }

    async ValueTask FindOrCreateAsync(ISeat session, ConversationFrame frame, List<string> members)
    {
        var key = KeyOf(frame, members);
        using var pass = await session.App.Creations.EnterAsync(key).ConfigureAwait(false);
        if (await FindAsync(session, key).ConfigureAwait(false) is { } existing)
            session.Reply(frame, Started(existing) with { IsExisting = true });
        else
            await CreateAsync(session, frame, members, key).ConfigureAwait(false);
    }

    static List<string> MembersOf(ISeat session, ConversationFrame frame) =>
        [.. NamedIds.Distinct(frame.Members).Append(session.ClientId).Distinct(StringComparer.Ordinal)];

    static string KeyOf(ConversationFrame frame, List<string> members) =>
        frame.IsTemporary == true ? UniqueKeys.OfTemporary(members) : UniqueKeys.Of(members);

    async ValueTask<ConversationRecord?> FindAsync(ISeat session, string key) =>
        await services.Store.Conversations.FindUniqueAsync(session.App.Id, key).ConfigureAwait(false) is { } existing
            && !TemporaryConversations.IsOver(existing, services.Clock.Now) ? existing : null;

    async ValueTask CreateAsync(ISeat session, ConversationFrame frame, List<string> members, string? uniqueId)
    {
        var id = IdOf(session, frame, uniqueId);
        var record = RecordOf(session, frame, id) with { Members = [.. members], IsUnique = uniqueId is not null, UniqueId = uniqueId };
        CountCreation(session, members);
        using var hold = await conversations.Of(session.App).BeginAsync(record).ConfigureAwait(false);
        var conversation = hold.Conversation;
        await conversation.Positions.AddAsync(members).ConfigureAwait(false);
        session.Reply(frame, Started(record));
        MemberPushes.Joined(conversation, session.ClientId, members);
        conversation.TellCreated();
        if (record.ExpiresAt is { } end)
            expiry.Watch(session.App, record.Id, end);
    }

    async ValueTask CreateRoomAsync(ISeat session, ConversationFrame frame)
    {
        var record = RecordOf(session, frame, IdOf(session, frame, null)) with { IsTransient = true, IsTemporary = false, ExpiresAt = null };
        CountCreation(session, []);
        using var hold = await conversations.Of(session.App).BeginAsync(record).ConfigureAwait(false);
        session.EnterRoom(hold.Conversation.Occupants);
        session.Reply(frame, Started(record));
        hold.Conversation.TellCreated();
    }

    /// <exception cref="OperationRefusedException">4318: too many conversations, or too many members, for this client or for one that it names.</exception>
    static void CountCreation(ISeat session, IReadOnlyList<string> members)
    {
        var (rates, others) = (session.App.Rates, members.Where(member => member != session.ClientId).ToList());
        rates.Require(session.ClientId, RateKind.NewConversation, 1, "conversations are created a minute");
        rates.Require(session.ClientId, RateKind.MemberChange, others.Count, "members are changed a minute");
        foreach (var member in others)
            rates.Require(member, RateKind.Invitation, 1, "conversations an hour are entered by others for a client, and one of those named is over it");
    }

    /// <summary>The id that was drawn; for a unique conversation one that belongs to where its key does.</summary>
    string IdOf(ISeat session, ConversationFrame frame, string? key) => frame.ConversationId
        ?? services.NextConversationId(session.App.Id, frame.IsTemporary == true ? TemporaryConversations.Prefix : "", key!);

    ConversationRecord RecordOf(ISeat session, ConversationFrame frame, string id)
    {
        var now = services.Clock.Now;
        var isTemporary = frame.IsTemporary == true;
        var record = new ConversationRecord
        {
            ApplicationId = session.App.Id,
            Id = id,
            CreatorId = session.ClientId,
            IsTemporary = isTemporary,
            ExpiresAt = isTemporary ? now + (TemporaryConversations.Grant(frame.TemporaryTtl) * 1000L) : null,
            CreatedAt = now,
            UpdatedAt = now,
        };
        return ColumnChanges.Apply(record, frame.Attributes, services.Limits, out _);
    }

    ConversationFrame Started(ConversationRecord record) => new()
    {
        Operation = ConversationOperations.Started,
        ConversationId = record.Id,
        CreatedAt = EngineClock.Iso(record.CreatedAt),
        UpdatedAt = EngineClock.Iso(record.UpdatedAt),
        UniqueId = record.IsTemporary ? null : record.UniqueId,
        IsTemporary = record.IsTemporary ? true : null,
        TemporaryTtl = record.ExpiresAt is { } end ? (int)((end - services.Clock.Now) / 1000) : null,
    };
}
