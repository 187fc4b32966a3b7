using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Columns.Internal;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Handlers.Internal;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Records.Internal;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Operations.Internal;

/// <summary>What an operator makes: conversations and messages without a session behind them.</summary>
internal sealed class SystemConversations(EngineServices services, Application app)
{
    /// <summary>Conversations of one kind.</summary>
    public static ConversationFilter Of(ConversationKind kind) => ConversationFilter.Parse(JsonElements.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteNumber(KnownColumns.Kind, (int)kind);
        writer.WriteEndObject();
    }));

    public static void RequireMembers(ConversationRecord record)
    {
        if (record.IsTransient)
            throw new OperationRefusedException(ErrorCodes.NormalConversationRequired, "A chat room has no members: clients enter it and leave it.");
        if (record.IsTemporary)
            throw new OperationRefusedException(ErrorCodes.ConversationReadOnly, "The members of a temporary conversation do not change.");
    }

    public static void RequireClientIds(ServerLimits limits, IReadOnlyList<string> clientIds)
    {
        if (clientIds.Any(clientId => !ClientIds.IsFit(clientId, limits)))
            throw new OperationRefusedException(ErrorCodes.InvalidLogin,
                $"A client id has 1 to {limits.MaxClientIdLength} characters, all of them Unicode.");
    }

    /// <summary>Service conversations take any number of subscribers.</summary>
    public static void RequireRoom(ServerLimits limits, ConversationRecord record, int members)
    {
        if (!record.IsSystem && members > limits.MaxMembers)
            throw new OperationRefusedException(ErrorCodes.ConversationFull, $"A conversation has at most {limits.MaxMembers} members.");
    }

    /// <summary>The conversation that is found instead of a new one; null where there is none. Refuses what cannot be created.</summary>
    public async ValueTask<ConversationRecord?> FindExistingAsync(NewConversation wish)
    {
        var members = MembersOf(wish);
        RequireFit(wish, members);
        return wish.IsUnique ? await services.Store.Conversations.FindUniqueAsync(app.Id, UniqueKeys.Of(members)).ConfigureAwait(false) : null;
    }

    /// <summary>Creates it at its place, or finds it there.</summary>
    public CreateConversation Creation(NewConversation wish)
    {
        var members = MembersOf(wish);
        var record = RequireFit(wish, members);
        return wish.IsUnique ? new CreateConversation(UniqueKeys.Of(members), record with { IsUnique = true, UniqueId = UniqueKeys.Of(members) })
            : new CreateConversation(record.Id, record);
    }

    /// <summary>What only service conversations know, and within which bounds.</summary>
    /// <exception cref="ArgumentException">There are too many recipients, a broadcast has some, or it ends too late or is over.</exception>
    public void RequireFit(SystemMessage message, ConversationAudience audience)
    {
        var (now, limits) = (services.Clock.Now, services.Limits);
        if (message.ToClientIds.Count > limits.MaxRecipients)
            throw new ArgumentException($"ToClientIds names {message.ToClientIds.Count} clients; at most {limits.MaxRecipients} are addressed at once.",
                nameof(message));
        if (audience == ConversationAudience.Everybody && message.ToClientIds.Count > 0)
            throw new ArgumentException("ToClientIds names clients, but a broadcast is for everybody.", nameof(message));
        if (audience != ConversationAudience.Everybody && message.ValidUntil is not null)
            throw new ArgumentException("ValidUntil is for broadcasts to everybody only.", nameof(message));
        if (message.ValidUntil is { } end
            && (end.ToUnixTimeMilliseconds() <= now || end.ToUnixTimeMilliseconds() > now + (long)limits.MaxBroadcastLifetime.TotalMilliseconds))
            throw new ArgumentException($"ValidUntil must lie within the next {limits.MaxBroadcastLifetime}.", nameof(message));
        RequireClientIds(limits, [message.From, .. message.ToClientIds]);
    }

    public static StoredMessage MessageOf(Conversation conversation, SystemMessage message, ConversationAudience audience)
    {
        var key = conversation.NextKey();
        return new StoredMessage
        {
            ApplicationId = conversation.App.Id,
            ConversationId = conversation.Id,
            Id = key.Id,
            From = message.From,
            Timestamp = key.Timestamp,
            Data = message.Body,
            MessageType = MessageType.Of(message.Body),
            MentionAll = message.MentionAll,
            MentionedClientIds = [.. NamedIds.Distinct(message.MentionedClientIds)],
            Recipients = [.. message.ToClientIds.Distinct(StringComparer.Ordinal)],
            ValidUntil = audience == ConversationAudience.Everybody ? message.ValidUntil?.ToUnixTimeMilliseconds() ?? key.Timestamp
                + (long)conversation.App.Services.Limits.MaxBroadcastLifetime.TotalMilliseconds : null,
        };
    }

    static List<string> MembersOf(NewConversation wish) =>
        [.. wish.Members.Concat(wish.CreatorId is { } creator && wish.Kind == ConversationKind.Normal ? [creator] : []).Distinct(StringComparer.Ordinal)];

    ConversationRecord RequireFit(NewConversation wish, List<string> members)
    {
        RequireClientIds(services.Limits, members);
        if (wish.CreatorId is not null)
            RequireClientIds(services.Limits, [wish.CreatorId]);
        var record = RecordOf(wish, members);
        RequireRoom(services.Limits, record, members.Count);
        return record;
    }

    ConversationRecord RecordOf(NewConversation wish, List<string> members)
    {
        var now = services.Clock.Now;
        return ColumnChanges.Apply(
            new ConversationRecord
            {
                ApplicationId = app.Id,
                Id = services.Ids.NextObjectId(now),
                CreatorId = wish.CreatorId,
                Members = [.. members],
                IsTransient = wish.Kind == ConversationKind.ChatRoom,
                IsSystem = wish.Kind == ConversationKind.Service,
                CreatedAt = now,
                UpdatedAt = now,
            },
            wish.Columns,
            services.Limits,
            out _);
    }
}
