using System.Text.Json;
using System.Text.Json.Nodes;
using LeanRx.Protocol;

namespace LeanRx.Internal;

/// <summary>Making and finding conversations (protocol.md §4.3, §4.5).</summary>
internal sealed class ConversationCommands(ClientCore core)
{
    public const int MaxMembers = 500;
    public const int MaxTemporaryMembers = 10;
    public const int MaxPage = 1000;

    /// <summary>Frames of the original clients end at 5 KB (protocol.md §2.3).</summary>
    const int MaxIdsPerFrame = 100;

    const int Compact = 1;
    const int WithLastMessage = 2;
    const string TemporaryPrefix = "_tmp:";

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
            Signature = isSigned ? await core.Session.SignAsync(SignatureAction.Create, null, members, cancellationToken).ConfigureAwait(false) : null,
        };
        // Only of the conversation that is unique can a second order not make a second one.
        var started = await ExecuteAsync(command, options.IsUnique, cancellationToken).ConfigureAwait(false);
        if (started.ConversationId is not { Length: > 0 } id)
            throw new ProtocolViolationException("The server answered conv/start without a conversation id.");
        var conversation = core.Conversations.Conversation(id);
        if (options.IsTransient)
            core.Room.Enter(id);
        if (started.IsExisting == true)
            // Its name and attributes are those that it was made with, not those that were asked for now.
            await FindAsync(id, cancellationToken).ConfigureAwait(false);
        else
            conversation.Change((started, members, options, core), static (snapshot, it) => Started(snapshot, it.started, it.members, it.options, it.core));
        core.ConversationsCreated.Publish(conversation);
        return conversation;
    }

    public async Task<Conversation?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var command = id.StartsWith(TemporaryPrefix, StringComparison.Ordinal)
            ? new ConversationFrame { Operation = ConversationOperations.Query, TemporaryConversationIds = [id], Limit = 1 }
            : new ConversationFrame { Operation = ConversationOperations.Query, Where = JsonObjects.ToElement(new JsonObject { ["objectId"] = id }), Limit = 1, Flag = 0 };
        try
        {
            var found = Take(await ExecuteAsync(command, repeatable: true, cancellationToken).ConfigureAwait(false));
            return found.FirstOrDefault(conversation => conversation.Id == id);
        }
        catch (ServerRejectedException refusal) when (refusal.Code is ErrorCodes.ConversationNotFound or ErrorCodes.TemporaryConversationExpired)
        {
            return null;
        }
    }

    public async Task<IReadOnlyList<Conversation>> QueryAsync(ConversationQuery query, CancellationToken cancellationToken) =>
        Take(await ExecuteAsync(FrameOf(query), repeatable: true, cancellationToken).ConfigureAwait(false));

    public async Task<int> CountAsync(ConversationQuery query, CancellationToken cancellationToken)
    {
        var command = new ConversationFrame { Operation = ConversationOperations.Query, Where = WhereOf(query), Count = 1, Limit = 0 };
        var answer = await ExecuteAsync(command, repeatable: true, cancellationToken).ConfigureAwait(false);
        return answer.Count ?? throw new ProtocolViolationException("The server answered a count of conversations without a number.");
    }

    /// <summary>Those of the conversations in which this client is, in their order.</summary>
    public async Task<IReadOnlyList<string>> MembershipsAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var start = 0; start < ids.Count; start += MaxIdsPerFrame)
        {
            var command = new ConversationFrame { Operation = ConversationOperations.IsMember, ConversationIds = [.. ids.Skip(start).Take(MaxIdsPerFrame)] };
            var answer = await ExecuteAsync(command, repeatable: true, cancellationToken).ConfigureAwait(false);
            if (answer.Results is not { ValueKind: JsonValueKind.Object } results)
                throw new ProtocolViolationException("The server answered conv/is-member without results.");
            foreach (var membership in results.EnumerateObject())
            {
                if (membership.Value.ValueKind == JsonValueKind.True)
                    found.Add(membership.Name);
            }
        }
        return [.. ids.Where(found.Contains)];
    }

    public async Task<ConversationFrame> ExecuteAsync(ConversationFrame command, bool repeatable, CancellationToken cancellationToken) =>
        await core.Session.ExecuteAsync(command, repeatable, cancellationToken).ConfigureAwait(false) is ConversationFrame answer
            ? answer
            : throw new ProtocolViolationException($"The server answered conv/{command.Operation} with another command.");

    static ConversationSnapshot Started(ConversationSnapshot known, ConversationFrame started, IReadOnlyList<string> members, CreateConversationOptions options, ClientCore core) => known with
    {
        Name = options.Name,
        CreatorId = core.ClientId,
        Members = options.IsTransient ? [] : members,
        IsTransient = options.IsTransient,
        IsUnique = options.IsUnique,
        IsTemporary = options.IsTemporary,
        ExpiresAt = started.TemporaryTtl is { } seconds ? core.Session.Options.Scheduler.Now.AddSeconds(seconds) : null,
        Attributes = options.Attributes is { } attributes ? ConversationReader.Map(JsonObjects.ToElement(attributes)) : ConversationReader.Map(default),
        CreatedAt = ConversationReader.Time(started.CreatedAt) ?? known.CreatedAt,
        UpdatedAt = ConversationReader.Time(started.UpdatedAt) ?? known.UpdatedAt,
    };

    List<Conversation> Take(ConversationFrame answer)
    {
        var conversations = new List<Conversation>();
        if (answer.Results is not { ValueKind: JsonValueKind.Array } results)
            return conversations;
        foreach (var found in results.EnumerateArray())
        {
            if (ConversationReader.IdOf(found) is not { Length: > 0 } id)
                continue;
            var conversation = core.Conversations.Conversation(id);
            var last = ConversationReader.LastMessageOf(id, found, core);
            conversation.Change((found, last, core), static (snapshot, it) => ConversationReader.Merge(snapshot, it.found, it.last, it.core));
            conversations.Add(conversation);
        }
        return conversations;
    }

    ConversationFrame FrameOf(ConversationQuery query) => new()
    {
        Operation = ConversationOperations.Query,
        Where = WhereOf(query),
        Sort = query.Sort,
        Limit = query.Limit,
        Skip = query.Skip,
        Flag = (query.Compact ? Compact : 0) | (query.WithLastMessage ? WithLastMessage : 0),
    };

    JsonElement WhereOf(ConversationQuery query) => JsonObjects.ToElement(query.Condition?.ToJson() ?? new JsonObject { ["m"] = core.ClientId });

    static JsonElement? AttributesOf(CreateConversationOptions options)
    {
        if (options is { Name: null, Attributes: null })
            return null;
        var columns = new JsonObject();
        if (options.Name is { } name)
            columns["name"] = name;
        if (options.Attributes is { } attributes)
            columns["attr"] = attributes.DeepClone();
        return JsonObjects.ToElement(columns);
    }
}
