using LeanRx.Client.Internal;
using LeanRx.Common.Internal;
using LeanRx.Protocol;

namespace LeanRx;

public sealed partial class LeanClient
{
    // S115, S49, S14
    /// <summary>Creates a conversation.</summary>
    /// <remarks>This client becomes a member without being listed.</remarks>
    /// <param name="members">The other members, at most 499. Duplicates are ignored. Chat rooms keep no member list.</param>
    /// <param name="options">The options. Default: null, a normal conversation without a name, a new one each time.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">Too many members, an id is not 1 to 64 characters long, the options contradict each other, or the name or the
    /// attributes are nested too deep, are larger than 1 MiB or contain invalid Unicode.</exception>
    /// <exception cref="ServerRejectedException">The server refused.</exception>
    /// <exception cref="ConnectionLostException">The connection was lost before the answer arrived; the conversation may have been created. A unique
    /// conversation is requested again instead.</exception>
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
    /// <summary>Fetches a conversation from the server; null if it does not exist.</summary>
    /// <exception cref="LeanRxException">The server refused, no answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task<Conversation?> GetConversationAsync(string conversationId, CancellationToken cancellationToken = default) =>
        _core.Commands.FindAsync(Guard.NotEmpty(conversationId, nameof(conversationId)), cancellationToken);

    // S68, S126 to S132
    /// <summary>Queries conversations.</summary>
    /// <param name="query">The query. Default: null, the ten most recently active conversations of this client.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not 0 to 1,000, or skip is negative.</exception>
    /// <exception cref="ServerRejectedException">The server refused, for example with 4310: it does not support the conditions.</exception>
    /// <exception cref="LeanRxException">No answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task<IReadOnlyList<Conversation>> QueryConversationsAsync(ConversationQuery? query = null, CancellationToken cancellationToken = default)
    {
        query ??= new ConversationQuery();
        Guard.InRange(query.Limit, 0, ConversationCommands.MaxPage, nameof(query.Limit));
        Guard.InRange(query.Skip, 0, int.MaxValue, nameof(query.Skip));
        return _core.Commands.QueryAsync(query, cancellationToken);
    }

    // S79
    /// <summary>Returns the number of conversations that match a query.</summary>
    /// <remarks>Only its conditions are used.</remarks>
    /// <inheritdoc cref="QueryConversationsAsync" path="/exception"/>
    public Task<int> CountConversationsAsync(ConversationQuery? query = null, CancellationToken cancellationToken = default) =>
        _core.Commands.CountAsync(query ?? new ConversationQuery(), cancellationToken);

    // protocol.md §4.9
    /// <summary>Returns the given ids of conversations this client belongs to, in the given order, without duplicates.</summary>
    /// <remarks>A client belongs to a chat room while it is in it.</remarks>
    /// <param name="conversationIds">The ids, any number; each request asks for 100.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">An id is null or empty.</exception>
    /// <exception cref="LeanRxException">The server refused, no answer in time, no connection in time, outbox full, or client closed.</exception>
    public Task<IReadOnlyList<string>> CheckMembershipsAsync(IEnumerable<string> conversationIds, CancellationToken cancellationToken = default) =>
        _core.Commands.MembershipsAsync([.. Guard.NotNull(conversationIds, nameof(conversationIds))
            .Select(static id => Guard.NotEmpty(id, nameof(conversationIds))).Distinct(StringComparer.Ordinal)], cancellationToken);

    // protocol.md §4.14
    /// <summary>Returns a page of the conversations that this client has blocked, to which others cannot add it.</summary>
    /// <remarks>See <see cref="Conversation.BlockAsync"/>.</remarks>
    /// <param name="limit">The page size, 1 to 100. Default: 100.</param>
    /// <param name="next"><see cref="ConversationIdPage.Next"/> of the previous page. Default: null, the first page.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
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
