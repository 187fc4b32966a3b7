using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Columns.Internal;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Hooks;
using LeanRx.Server.Interception.Internal;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.7
/// <summary><c>conv/update</c>: a member changes columns, the others are told.</summary>
internal sealed class UpdateCommand(EngineServices services, ConversationDirectories conversations)
{
    public ValueTask HandleAsync(ISeat session, ConversationFrame frame) => !session.App.Hooks.Asks(HookPoints.ConversationUpdating)
        ? UpdateAsync(session, frame, frame.Attributes)
        : session.App.Hooks.ClientLine.RunAsync(session, [frame.ConversationId], place => ApprovedAsync(session, frame, place),
            columns => UpdateAsync(session, frame, columns));

    async ValueTask UpdateAsync(ISeat session, ConversationFrame frame, JsonElement? columns)
    {
        using var hold = await conversations.Of(session.App).EnterAloneAsync(frame.ConversationId).ConfigureAwait(false);
        var conversation = hold.Conversation;
        conversation.Require(session, Permission.UpdateConversation);
        var changed = ColumnChanges.Apply(conversation.Record!, columns, services.Limits, out var modified);
        await conversation.SaveAsync(changed).ConfigureAwait(false);
        var updated = new ConversationFrame
        {
            Operation = ConversationOperations.Updated,
            ConversationId = conversation.Id,
            UpdatedAt = EngineClock.Iso(conversation.Record!.UpdatedAt),
            ModifiedAttributes = modified
        };
        session.Reply(frame, updated);
        MemberPushes.Updated(conversation, session.ClientId, modified, author: session);
    }

    async ValueTask<JsonElement?> ApprovedAsync(ISeat session, ConversationFrame frame, HookPlace place)
    {
        using (var hold = await conversations.Of(session.App).EnterAloneAsync(frame.ConversationId).ConfigureAwait(false))
        {
            if (!place.IsBehindOwn)
            {
                hold.Conversation.Require(session, Permission.UpdateConversation);
                ColumnChanges.Apply(hold.Conversation.Record!, frame.Attributes, services.Limits, out _);
            }
        }
        var approved = await session.App.Hooks.ApproveAsync(new ConversationUpdating
        {
            ApplicationId = session.App.Id,
            ConversationId = frame.ConversationId!,
            InitiatedBy = session.ClientId,
            Columns = frame.Attributes ?? JsonElements.Empty,
            At = services.Clock.NowAsDate,
        }).ConfigureAwait(false);
        return approved.Columns;
    }
}
