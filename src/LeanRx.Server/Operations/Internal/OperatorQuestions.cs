using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Hooks;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Operations.Internal;

/// <summary>Asks hooks about what an operator does, as about what clients do. Never inside a conversation.</summary>
internal sealed class OperatorQuestions(EngineServices services, Application app)
{
    public bool Asks(HookPoints points) => app.Hooks.Asks(points);

    public MessageSending Of(ConversationRecord record, SystemMessage message) => new()
    {
        ApplicationId = app.Id,
        ConversationId = record.Id,
        Kind = record.Kind,
        From = message.From,
        Body = message.Body,
        IsTransient = message.IsTransient,
        MentionAll = message.MentionAll,
        MentionedClientIds = message.MentionedClientIds,
        Recipients = message.ToClientIds.Count > 0 ? message.ToClientIds
            : record.Kind is ConversationKind.Normal or ConversationKind.Temporary ? [.. record.Members.Where(member => member != message.From)] : [],
        IsFromOperator = true,
        At = services.Clock.NowAsDate,
    };

    /// <param name="body">The new body; null to recall the message.</param>
    public MessageUpdating Of(Conversation conversation, StoredMessage message, string? body) => new()
    {
        ApplicationId = app.Id,
        ConversationId = message.ConversationId,
        Kind = conversation.Record!.Kind,
        MessageId = message.Id,
        From = message.From,
        Body = body ?? "",
        IsRecall = body is null,
        Recipients = message.Recipients.IsDefaultOrEmpty ? conversation.OthersThan(message.From) : message.Recipients,
        IsFromOperator = true,
        At = services.Clock.NowAsDate,
    };

    /// <returns>The columns to begin with.</returns>
    public async ValueTask<JsonElement?> ApproveAsync(NewConversation conversation) => (await app.Hooks.ApproveAsync(new ConversationCreating
    {
        ApplicationId = app.Id,
        Kind = conversation.Kind,
        Members = conversation.Members,
        Columns = conversation.Columns,
        At = services.Clock.NowAsDate,
    }).ConfigureAwait(false)).Columns;

    public async ValueTask ApproveAddAsync(string conversationId, IReadOnlyList<string> clientIds)
    {
        if (clientIds.Count > 0 && Asks(HookPoints.MembersAdding))
            await app.Hooks.ApproveAsync(new MembersAdding
            {
                ApplicationId = app.Id,
                ConversationId = conversationId,
                ClientIds = clientIds,
                At = services.Clock.NowAsDate,
            }).ConfigureAwait(false);
    }

    public async ValueTask ApproveRemoveAsync(string conversationId, IReadOnlyList<string> clientIds)
    {
        if (clientIds.Count > 0 && Asks(HookPoints.MembersRemoving))
            await app.Hooks.ApproveAsync(new MembersRemoving
            {
                ApplicationId = app.Id,
                ConversationId = conversationId,
                ClientIds = clientIds,
                At = services.Clock.NowAsDate,
            }).ConfigureAwait(false);
    }

    /// <returns>The columns to set.</returns>
    public async ValueTask<JsonElement> ApproveUpdateAsync(string conversationId, JsonElement columns) => !Asks(HookPoints.ConversationUpdating) ? columns
        : (await app.Hooks.ApproveAsync(new ConversationUpdating
        {
            ApplicationId = app.Id,
            ConversationId = conversationId,
            Columns = columns,
            At = services.Clock.NowAsDate,
        }).ConfigureAwait(false)).Columns ?? columns;

    /// <returns>Whether to mute.</returns>
    public async ValueTask<bool> ApproveMuteAsync(string conversationId, IReadOnlyList<string> clientIds, bool isMuted) =>
        (await app.Hooks.ApproveAsync(new ConversationUpdating
        {
            ApplicationId = app.Id,
            ConversationId = conversationId,
            IsMuted = isMuted,
            ClientIds = clientIds,
            At = services.Clock.NowAsDate,
        }).ConfigureAwait(false)).IsMuted ?? isMuted;
}
