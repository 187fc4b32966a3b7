using System.Text.Json;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Hooks;
using LeanRx.Server.Interception.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Operations.Internal;

/// <summary>Asks hooks about what an operator does, as about what clients do. Never inside a conversation.</summary>
internal sealed class OperatorQuestions(EngineServices services, Application app)
{
    public bool Asks(HookPoints points) => app.Hooks.Asks(points);

    /// <summary>Asks about a change side by side with others, and makes it in the order in which they were begun.</summary>
    public ValueTask<TResult> ChangeAsync<TAnswer, TResult>(string conversationId, Func<HookPlace, ValueTask<TAnswer>> ask,
        Func<TAnswer, ValueTask<TResult>> change) => app.Hooks.OperatorChanges.RunAsync(app, [conversationId], ask, change);

    public static MessageSending Of(Conversation conversation, SystemMessage message) => new()
    {
        ApplicationId = conversation.App.Id,
        ConversationId = conversation.Id,
        Kind = conversation.Record!.Kind,
        From = message.From,
        Body = message.Body,
        IsTransient = message.IsTransient,
        MentionAll = message.MentionAll,
        MentionedClientIds = message.MentionedClientIds,
        Recipients = message.ToClientIds.Count > 0 ? message.ToClientIds : conversation.OthersThan(message.From),
        IsFromOperator = true,
        At = conversation.App.Services.Clock.NowAsDate,
    };

    /// <param name="body">The new body; null to recall the message.</param>
    public static MessageUpdating Of(Conversation conversation, StoredMessage message, string? body) => new()
    {
        ApplicationId = conversation.App.Id,
        ConversationId = message.ConversationId,
        Kind = conversation.Record!.Kind,
        MessageId = message.Id,
        From = message.From,
        Body = body ?? "",
        IsRecall = body is null,
        Recipients = message.Recipients.IsDefaultOrEmpty ? conversation.OthersThan(message.From) : message.Recipients,
        IsFromOperator = true,
        At = conversation.App.Services.Clock.NowAsDate,
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

    /// <summary>Asks about all parts of a change side by side.</summary>
    /// <returns>The columns to set.</returns>
    public async ValueTask<JsonElement?> ApproveAsync(string conversationId, MemberMoves moves, JsonElement? columns)
    {
        var updating = Task.FromResult(columns);
        List<Task> parts = [];
        if (moves.Leavers.Count > 0 && Asks(HookPoints.MembersRemoving))
            parts.Add(app.Hooks.ApproveAsync(new MembersRemoving
            {
                ApplicationId = app.Id,
                ConversationId = conversationId,
                ClientIds = moves.Leavers,
                At = services.Clock.NowAsDate,
            }).AsTask());
        if (moves.Newcomers.Count > 0 && Asks(HookPoints.MembersAdding))
            parts.Add(app.Hooks.ApproveAsync(new MembersAdding
            {
                ApplicationId = app.Id,
                ConversationId = conversationId,
                ClientIds = moves.Newcomers,
                At = services.Clock.NowAsDate,
            }).AsTask());
        if (columns is { } set && Asks(HookPoints.ConversationUpdating))
            parts.Add(updating = ApproveAsync(conversationId, set));
        await Task.WhenAll(parts).ConfigureAwait(false);
        return await updating.ConfigureAwait(false);
    }

    async Task<JsonElement?> ApproveAsync(string conversationId, JsonElement columns) => (await app.Hooks.ApproveAsync(new ConversationUpdating
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
