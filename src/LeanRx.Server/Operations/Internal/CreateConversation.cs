using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Operations.Internal;

/// <summary>Begins a conversation, unless it is unique and there is one.</summary>
/// <param name="ConversationId">What decides where: the id, or the key of a unique one, which gets another id there.</param>
internal sealed record CreateConversation(string ConversationId, ConversationRecord Record) : IConversationOperation<ConversationRecord>
{
    public async ValueTask<ConversationRecord> RunAsync(ConversationDirectory conversations, CancellationToken cancellationToken)
    {
        if (Record.UniqueId is not { } key)
            return await BeginAsync(conversations, Record).ConfigureAwait(false);
        var (app, services) = (conversations.App, conversations.App.Services);
        using var pass = await app.Creations.EnterAsync(key).ConfigureAwait(false);
        return await services.Store.Conversations.FindUniqueAsync(app.Id, key, cancellationToken).ConfigureAwait(false)
            ?? await BeginAsync(conversations, Record with { Id = services.NextConversationId(app.Id, "", key) }).ConfigureAwait(false);
    }

    static async ValueTask<ConversationRecord> BeginAsync(ConversationDirectory conversations, ConversationRecord record)
    {
        using var hold = await conversations.BeginAsync(record).ConfigureAwait(false);
        var conversation = hold.Conversation;
        await conversation.Positions.AddAsync(record.Members).ConfigureAwait(false);
        if (record.Members.Count > 0)
            MemberPushes.Joined(conversation, record.CreatorId ?? "", record.Members);
        conversation.TellCreated();
        return record;
    }
}
