using LeanRx.Client.Internal;
using LeanRx.Common.Internal;
using LeanRx.Protocol;

namespace LeanRx;

public sealed partial class LeanClient
{
    // S115, S49, S14
    /// <summary>Creates a conversation. This client is a member without being named.</summary>
    /// <param name="members">The others, at most 499; repetitions count once. Of a chat room none are kept.</param>
    /// <param name="options">Default: a normal conversation without name, a new one each time.</param>
    /// <exception cref="ArgumentException">Too many members, an id that has not 1 to 64 characters, options that contradict each other, or a name and
    /// attributes that nest too deep, are larger than 1 MiB or hold text that is no Unicode.</exception>
    /// <exception cref="ServerRejectedException">The server refused.</exception>
    /// <exception cref="ConnectionLostException">The connection was lost before the answer came: whether the conversation was made is not known. A unique one
    /// is asked for again instead.</exception>
    /// <exception cref="LeanRxException">No answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task<Conversation> CreateConversationAsync(IEnumerable<string> members, CreateConversationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        options ??= new CreateConversationOptions();
        var all = Guard.ClientIds(members, nameof(members));
        if (!all.Contains(ClientId))
            all.Insert(0, ClientId);
        Check(options, all.Count);
        return _core.Commands.CreateAsync(options.IsTransient ? [] : all, options, cancellationToken);
    }

    // S80
    /// <summary>Creates a chat room: any number of participants, no member list, no offline messages, no receipts.</summary>
    /// <param name="options">The name and attributes of the room. Default: null, neither.</param>
    /// <exception cref="ArgumentException">The options ask for a temporary or unique conversation, or the attributes nest too deep, are larger than 1 MiB or
    /// contain invalid Unicode.</exception>
    /// <exception cref="LeanRxException">The server refused, no answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task<Conversation> CreateChatRoomAsync(CreateConversationOptions? options = null, CancellationToken cancellationToken = default) =>
        options is { IsUnique: true } ? throw new ArgumentException("A chat room has no members and cannot be unique (IsUnique).", nameof(options))
            : CreateConversationAsync([], (options ?? new CreateConversationOptions()) with { IsTransient = true }, cancellationToken);

    // S67, S123
    /// <summary>Fetches a conversation from the server; null when there is none of that id.</summary>
    /// <exception cref="LeanRxException">The server refused, no answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task<Conversation?> GetConversationAsync(string conversationId, CancellationToken cancellationToken = default) =>
        _core.Commands.FindAsync(Guard.NotEmpty(conversationId, nameof(conversationId)), cancellationToken);

    // S68, S126 to S132
    /// <summary>Looks for conversations.</summary>
    /// <param name="query">Default: the ten of this client's conversations that were active last.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not 0 to 1,000, or skip is negative.</exception>
    /// <exception cref="ServerRejectedException">The server refused, for example with 4310: it does not understand the conditions.</exception>
    /// <exception cref="LeanRxException">No answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task<IReadOnlyList<Conversation>> QueryConversationsAsync(ConversationQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new ConversationQuery();
        Guard.InRange(query.Limit, 0, ConversationCommands.MaxPage, nameof(query.Limit));
        Guard.InRange(query.Skip, 0, int.MaxValue, nameof(query.Skip));
        return _core.Commands.QueryAsync(query, cancellationToken);
    }

    // S79
    /// <summary>How many conversations match, without fetching them. Only <see cref="ConversationQuery.Where"/> counts.</summary>
    /// <inheritdoc cref="QueryConversationsAsync" path="/exception"/>
    public Task<int> CountConversationsAsync(ConversationQuery? query = null, CancellationToken cancellationToken = default) =>
        _core.Commands.CountAsync(query ?? new ConversationQuery(), cancellationToken);

    // protocol.md §4.9
    /// <summary>Those of the conversations in which this client is, in the order given, each once: as a member, or in a chat room.</summary>
    /// <param name="conversationIds">Any number; each frame asks for 100.</param>
    /// <exception cref="ArgumentException">An id is null or empty.</exception>
    /// <exception cref="LeanRxException">The server refused, no answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task<IReadOnlyList<string>> CheckMembershipsAsync(IEnumerable<string> conversationIds, CancellationToken cancellationToken = default) =>
        _core.Commands.MembershipsAsync([.. Guard.NotNull(conversationIds, nameof(conversationIds))
            .Select(static id => Guard.NotEmpty(id, nameof(conversationIds))).Distinct(StringComparer.Ordinal)], cancellationToken);

    // protocol.md §4.14
    /// <summary>
    /// A page of the conversations on this client's own block list, to which others cannot add it. See <see cref="Conversation.BlockAsync"/>.
    /// </summary>
    /// <param name="limit">At most so many, 1 to 100. Default 100.</param>
    /// <param name="next"><see cref="ConversationIdPage.Next"/> of the page before. Default null: the first page.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not 1 to 100.</exception>
    /// <exception cref="LeanRxException">The server refused, no answer in time, no connection in time, outbox full, or client closed.</exception>
    public async Task<ConversationIdPage> GetBlockedConversationsAsync(int limit = 100, string? next = null, CancellationToken cancellationToken = default)
    {
        Guard.InRange(limit, 1, 100, nameof(limit));
        var command = new BlacklistFrame
        {
            Operation = BlacklistOperations.Query,
            SourceClientId = ClientId,
            Limit = limit,
            Next = Guard.Cursor(next, nameof(next))
        };
        return await _session.ExecuteAsync(command, repeatable: true, cancellationToken).ConfigureAwait(false) is BlacklistFrame answer
            ? new ConversationIdPage { ConversationIds = answer.BlockedConversationIds ?? [], Next = string.IsNullOrEmpty(answer.Next) ? null : answer.Next }
            : throw new InvalidResponseException("The server answered blacklist/query with another command.");
    }

    static void Check(CreateConversationOptions options, int members)
    {
        if (options is { IsTransient: true, IsTemporary: true })
            throw new ArgumentException("A conversation cannot be a chat room (IsTransient) and temporary (IsTemporary) at once.", nameof(options));
        if (options.TemporaryLifetime is { } lifetime && (lifetime <= TimeSpan.Zero || lifetime.TotalSeconds > int.MaxValue))
            throw new ArgumentOutOfRangeException(nameof(options), lifetime, "TemporaryLifetime must be longer than zero and shorter than 68 years.");
        var most = options.IsTemporary ? ConversationCommands.MaxTemporaryMembers : ConversationCommands.MaxMembers;
        if (!options.IsTransient && members > most)
            throw new ArgumentException($"A{(options.IsTemporary ? " temporary" : "")} conversation holds at most {most} members, its creator included; " +
                $"{members} were given.", nameof(members));
    }
}
