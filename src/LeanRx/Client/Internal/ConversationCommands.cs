using System.Text.Json;
using System.Text.Json.Nodes;
using LeanRx.Common.Internal;
using LeanRx.Connections.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Protocol;
using LeanRx.Queries.Internal;
using LeanRx.Streams.Internal;

namespace LeanRx.Client.Internal;

// protocol.md §4.3, §4.5
/// <summary>Making and finding conversations.</summary>
/// <param name="session">The session that asks.</param>
/// <param name="conversations">Where what is found is kept.</param>
/// <param name="latest">The last message of each conversation.</param>
/// <param name="rows">Reads what the server answers.</param>
/// <param name="doubts">Conversations that are to be asked for anew.</param>
/// <param name="room">The chat room that is entered again after a loss.</param>
/// <param name="created">Tells what this client created.</param>
internal sealed class ConversationCommands(ISession session, ConversationRegistry conversations, LatestMessages latest, ConversationRows rows, Doubts doubts,
    RoomRejoin room, EventStream<Conversation> created)
{
    public const int MaxMembers = 500;
    public const int MaxTemporaryMembers = 10;
    public const int MaxPage = 1000;

    /// <summary>What is left of the depth that servers read, inside a frame.</summary>
    const int MaxWhereDepth = 63;

    const int Compact = 1;
    const int WithLastMessage = 2;

    public async Task<Conversation> CreateAsync(IReadOnlyList<string> members, CreateConversationOptions options, CancellationToken cancellationToken)
    {
        var isSigned = !options.IsTemporary;
        var command = new ConversationFrame
        {
            Operation = ConversationOperations.Start,
            Members = members,
            Attributes = AttributesOf(options),
            IsTransient = options.IsTransient,
            IsUnique = options.IsUnique,
            IsTemporary = options.IsTemporary ? true : null,
            TemporaryTtl = options.TemporaryLifetime is { } lifetime ? (int)Math.Ceiling(lifetime.TotalSeconds) : null,
            Signature = isSigned ? await session.SignAsync(SignatureAction.Create, null, members, cancellationToken).ConfigureAwait(false) : null,
        };
        Conversation? conversation = null;
        var isExisting = false;
        // Only of the conversation that is unique can a second order not make a second one.
        await session.ExecuteAsync(
            command,
            options.IsUnique,
            answer =>
            {
                var started = AnswerTo(command, answer);
                conversation = Start(started, members, options);
                isExisting = started.IsExisting == true;
            },
            cancellationToken).ConfigureAwait(false);
        if (isExisting)
            // Its name and attributes are those that it was made with, not those that were asked for now.
            await FindAsync(conversation!.Id, cancellationToken).ConfigureAwait(false);
        created.Publish(conversation!);
        return conversation!;
    }

    public async Task<Conversation?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var command = ConversationIds.IsTemporary(id)
            ? new ConversationFrame { Operation = ConversationOperations.Query, TemporaryConversationIds = [id], Limit = 1 }
            : new ConversationFrame
            {
                Operation = ConversationOperations.Query,
                Where = JsonObjects.ToElement(new JsonObject { [KnownColumns.Id] = id }, nameof(id), MaxWhereDepth),
                Limit = 1,
                Flag = 0
            };
        try
        {
            var found = await FindAsync(command, isWithLastMessage: false, cancellationToken).ConfigureAwait(false);
            return found.FirstOrDefault(conversation => conversation.Id == id);
        }
        catch (ServerRejectedException refusal) when (refusal.Code is ErrorCodes.ConversationNotFound or ErrorCodes.TemporaryConversationExpired)
        {
            return null;
        }
    }

    public async Task<IReadOnlyList<Conversation>> QueryAsync(ConversationQuery query, CancellationToken cancellationToken)
    {
        var all = new List<Conversation>();
        var count = 0;
        while (count < query.Limit)
        {
            var frame = FrameOf(query, count);
            var asked = latest.Events;
            var page = new PageRequest(frame, query.Limit - count)
            {
                Take = answer =>
                all.AddRange(Take(AnswerTo(frame, answer), asked, query.WithLastMessage))
            };
            var answer = AnswerTo(frame, await session.AskAsync(page, isOwn: false, cancellationToken).ConfigureAwait(false));
            var found = answer.Results is { ValueKind: JsonValueKind.Array } results ? results.GetArrayLength() : 0;
            count += found;
            // A page that is shorter than what was asked for is the last, unless the server says otherwise.
            if (found == 0 || answer.HasMore != true && found < page.Limit)
                break;
        }
        return [.. all.Distinct()];
    }

    public async Task<int> CountAsync(ConversationQuery query, CancellationToken cancellationToken)
    {
        var command = new ConversationFrame { Operation = ConversationOperations.Query, Where = WhereOf(query), Count = 1, Limit = 0 };
        var answer = await ExecuteAsync(command, repeatable: true, cancellationToken).ConfigureAwait(false);
        return answer.Count ?? throw new InvalidResponseException("The server answered a count of conversations without a number.");
    }

    /// <summary>Those of the conversations in which this client is, in their order.</summary>
    public async Task<IReadOnlyList<string>> MembershipsAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var start = 0; start < ids.Count; start += ConversationIds.MaxPerFrame)
        {
            var command = new ConversationFrame
            {
                Operation = ConversationOperations.IsMember,
                ConversationIds = [.. ids.Skip(start).Take(ConversationIds.MaxPerFrame)],
            };
            var answer = await ExecuteAsync(command, repeatable: true, cancellationToken).ConfigureAwait(false);
            if (answer.Results is not { ValueKind: JsonValueKind.Object } results)
                throw new InvalidResponseException("The server answered conv/is-member without results.");
            foreach (var membership in results.EnumerateObject())
            {
                if (membership.Value.ValueKind == JsonValueKind.True)
                    found.Add(membership.Name);
            }
        }
        return [.. ids.Where(found.Contains)];
    }

    /// <summary>Asks for something that is not kept.</summary>
    public async Task<ConversationFrame> ExecuteAsync(ConversationFrame command, bool repeatable, CancellationToken cancellationToken) =>
        AnswerTo(command, await session.ExecuteAsync(command, repeatable, cancellationToken).ConfigureAwait(false));

    /// <summary>Changes a conversation.</summary>
    /// <param name="take">Takes note of the answer, inside the gate, in its place among what the server pushes.</param>
    public async Task ChangeAsync(ConversationFrame command, Action<ConversationFrame> take, CancellationToken cancellationToken)
    {
        try
        {
            await session.ExecuteAsync(
                command,
                repeatable: true,
                answer =>
                {
                    take(AnswerTo(command, answer));
                    conversations.Activity.Change(command.ConversationId!);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (Doubts.IsDoubtful(exception))
        {
            // It may have been done all the same.
            doubts.Add(command.ConversationId!);
            throw;
        }
    }

    IEnumerable<Conversation> Take(ConversationFrame answer, long asked, bool isWithLastMessage) =>
        rows.Take(answer, asked, isWithLastMessage).Select(static found => (Conversation)found.Face);

    async Task<IReadOnlyList<Conversation>> FindAsync(ConversationFrame query, bool isWithLastMessage, CancellationToken cancellationToken)
    {
        IReadOnlyList<Conversation> found = [];
        var asked = latest.Events;
        await session.ExecuteAsync(query, repeatable: true, answer => found = [.. Take(AnswerTo(query, answer), asked, isWithLastMessage)],
                cancellationToken)
            .ConfigureAwait(false);
        return found;
    }

    Conversation Start(ConversationFrame started, IReadOnlyList<string> members, CreateConversationOptions options)
    {
        if (started.ConversationId is not { Length: > 0 } id)
            throw new InvalidResponseException("The server answered conv/start without a conversation id.");
        var conversation = (Conversation)conversations.Conversation(id).Face;
        if (options.IsTransient)
            room.Enter(id);
        if (started.IsExisting != true)
            conversation.Core.Change((started, members, options, session.Options), static (state, it) =>
                state.Take(Started(state.Snapshot, it.started, it.members, it.options, it.Options), isWithMembers: true, isWithMute: true));
        conversations.Activity.Change(id);
        return conversation;
    }

    static ConversationFrame AnswerTo(ConversationFrame command, Frame answer) =>
        answer as ConversationFrame ?? throw new InvalidResponseException($"The server answered conv/{command.Operation} with another command.");

    static ConversationSnapshot Started(ConversationSnapshot known, ConversationFrame started, IReadOnlyList<string> members,
        CreateConversationOptions options, LeanClientOptions client) => known with
        {
            Name = JsonObjects.Mended(options.Name),
            CreatorId = client.ClientId,
            Members = options.IsTransient ? [] : members,
            IsTransient = options.IsTransient,
            IsUnique = options.IsUnique,
            IsTemporary = options.IsTemporary,
            ExpiresAt = started.TemporaryTtl is { } seconds ? client.Scheduler.Now.AddSeconds(seconds) : null,
            Attributes = options.GivenAttributes is { } attributes
            ? ConversationReader.Map(JsonObjects.ToElement(attributes, nameof(options), JsonObjects.MaxColumnDepth)) : ConversationReader.Map(default),
            CreatedAt = ConversationReader.Time(started.CreatedAt) ?? known.CreatedAt,
            UpdatedAt = ConversationReader.Time(started.UpdatedAt),
        };

    ConversationFrame FrameOf(ConversationQuery query, int passed) => new()
    {
        Operation = ConversationOperations.Query,
        Where = WhereOf(query),
        Sort = query.Sort,
        Skip = query.Skip + passed,
        Flag = (query.Compact ? Compact : 0) | (query.WithLastMessage ? WithLastMessage : 0),
    };

    JsonElement WhereOf(ConversationQuery query) =>
        JsonObjects.ToElement(query.Condition?.ToJson() ?? new JsonObject { [KnownColumns.Members] = session.Options.ClientId }, nameof(query), MaxWhereDepth);

    static JsonElement? AttributesOf(CreateConversationOptions options)
    {
        if (options is { Name: null, GivenAttributes: null })
            return null;
        var columns = new JsonObject();
        if (options.Name is { } name)
            columns[KnownColumns.Name] = name;
        if (options.GivenAttributes is { } attributes)
            columns[KnownColumns.Attributes] = ColumnPaths.Checked(attributes, nameof(options)).DeepClone();
        return JsonObjects.ToElement(columns, nameof(options), JsonObjects.MaxColumnDepth + 1);
    }
}
