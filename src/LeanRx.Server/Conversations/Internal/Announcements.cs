using System.Text.Json;
using LeanRx.Server.Events;
using LeanRx.Server.Hooks;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Conversations.Internal;

/// <summary>Tells those who listen what has happened in a conversation. Nothing is made where nobody does.</summary>
internal static class Announcements
{
    public static void TellCreated(this Conversation conversation)
    {
        var hooks = conversation.App.Hooks;
        if (hooks.Tells(HookPoints.ConversationCreated))
            conversation.Events.Tell(new ConversationCreated
            {
                ApplicationId = conversation.App.Id,
                ConversationId = conversation.Id,
                Kind = conversation.Record!.Kind,
                InitiatedBy = conversation.Record!.CreatorId,
                Members = conversation.Record!.Members,
                At = conversation.App.Services.Clock.NowAsDate,
            });
    }

    public static void TellAdded(this Conversation conversation, string? initiator, IReadOnlyList<string> clientIds)
    {
        var hooks = conversation.App.Hooks;
        if (hooks.Tells(HookPoints.MembersAdded))
            conversation.Events.Tell(new MembersAdded
            {
                ApplicationId = conversation.App.Id,
                ConversationId = conversation.Id,
                InitiatedBy = initiator is "" ? null : initiator,
                ClientIds = clientIds,
                At = conversation.App.Services.Clock.NowAsDate,
            });
    }

    public static void TellRemoved(this Conversation conversation, string? initiator, IReadOnlyList<string> clientIds)
    {
        var hooks = conversation.App.Hooks;
        if (hooks.Tells(HookPoints.MembersRemoved))
            conversation.Events.Tell(new MembersRemoved
            {
                ApplicationId = conversation.App.Id,
                ConversationId = conversation.Id,
                InitiatedBy = initiator is "" ? null : initiator,
                ClientIds = clientIds,
                At = conversation.App.Services.Clock.NowAsDate,
            });
    }

    public static void TellUpdated(this Conversation conversation, string? initiator, JsonElement columns)
    {
        var hooks = conversation.App.Hooks;
        if (hooks.Tells(HookPoints.ConversationUpdated))
            conversation.Events.Tell(new ConversationUpdated
            {
                ApplicationId = conversation.App.Id,
                ConversationId = conversation.Id,
                InitiatedBy = initiator is "" ? null : initiator,
                Columns = columns,
                At = conversation.App.Services.Clock.NowAsDate,
            });
    }

    public static void TellMuted(this Conversation conversation, string? initiator, IReadOnlyList<string> clientIds, bool isMuted)
    {
        var hooks = conversation.App.Hooks;
        if (hooks.Tells(HookPoints.ConversationUpdated))
            conversation.Events.Tell(new ConversationUpdated
            {
                ApplicationId = conversation.App.Id,
                ConversationId = conversation.Id,
                InitiatedBy = initiator is "" ? null : initiator,
                IsMuted = isMuted,
                ClientIds = clientIds,
                At = conversation.App.Services.Clock.NowAsDate,
            });
    }

    public static void TellPatched(this Conversation conversation, StoredMessage message)
    {
        var hooks = conversation.App.Hooks;
        if (hooks.Tells(HookPoints.MessageUpdated))
            conversation.Events.Tell(new MessageUpdated
            {
                ApplicationId = message.ApplicationId,
                ConversationId = message.ConversationId,
                MessageId = message.Id,
                From = message.From,
                Body = message.Data,
                IsBinary = message.IsBinary,
                IsRecall = message.IsRecalled,
                At = conversation.App.Services.Clock.NowAsDate,
            });
    }
}
