using LeanRx.Server.Events;
using LeanRx.Server.Hooks;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Conversations.Internal;

/// <summary>What follows when a message is out: those who listen are told, and hooks are asked about receivers that are offline.</summary>
internal static class SentMessages
{
    const HookPoints Points = HookPoints.MessageSent | HookPoints.ReceiversOffline;

    public static void Tell(Conversation conversation, Outgoing item, StoredMessage message)
    {
        var hooks = conversation.App.Hooks;
        if (!hooks.Tells(Points))
            return;
        var receivers = ReceiversOf(item, message);
        var offline = receivers.Where(clientId => !conversation.App.Sessions.IsOnline(clientId)).ToList();
        if (hooks.Tells(HookPoints.MessageSent))
            hooks.Tell(new MessageSent
            {
                ApplicationId = message.ApplicationId,
                ConversationId = message.ConversationId,
                Kind = item.Record.Kind,
                MessageId = message.Id,
                From = message.From,
                Body = message.Data,
                IsBinary = message.IsBinary,
                IsTransient = item.Append is null,
                ReceiptRequested = message.ReceiptRequested,
                IsFromOperator = item.Sender is null,
                RemoteAddress = item.Sender?.Connection.Info.RemoteAddress,
                OnlineClientIds = [.. receivers.Except(offline, StringComparer.Ordinal)],
                OfflineClientIds = offline,
                At = conversation.App.Services.Clock.NowAsDate,
            });
        if (offline.Count > 0 && item.Append is not null && hooks.Has(HookPoints.ReceiversOffline))
            _ = AskAsync(conversation, item, message, offline);
    }

    /// <summary>The clients other than the sender that it is for; nobody where it is for more than can be named.</summary>
    static IReadOnlyList<string> ReceiversOf(Outgoing item, StoredMessage message) =>
        item.Audience == ConversationAudience.Everybody || item.Record.IsTransient ? []
        : !message.Recipients.IsDefaultOrEmpty ? [.. message.Recipients.Where(clientId => clientId != message.From)]
        : item.Record.IsSystem ? []
        : [.. item.Record.Members.Where(clientId => clientId != message.From)];

    static async Task AskAsync(Conversation conversation, Outgoing item, StoredMessage message, List<string> offline)
    {
        var services = conversation.App.Services;
        services.InFlight.Begin();
        try
        {
            await conversation.App.Hooks.ApproveAsync(new ReceiversOffline
            {
                ApplicationId = message.ApplicationId,
                ConversationId = message.ConversationId,
                MessageId = message.Id,
                From = message.From,
                Body = message.Data,
                IsBinary = message.IsBinary,
                ClientIds = offline,
                MutedClientIds = [.. offline.Where(item.Record.Muted.Contains)],
                PushData = item.PushData ?? item.Request?.PushData,
                MentionAll = message.MentionAll,
                MentionedClientIds = message.MentionAll || message.MentionedClientIds.IsDefaultOrEmpty ? []
                    : [.. offline.Where(clientId => message.MentionedClientIds.Contains(clientId, StringComparer.Ordinal))],
                At = DateTimeOffset.FromUnixTimeMilliseconds(message.Timestamp),
            }).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            services.Log.LogFault(exception, "asking about receivers that are offline");
        }
        finally
        {
            services.InFlight.End();
        }
    }
}
