using System.Text.Json;
using LeanRx.Server.Events;
using LeanRx.Server.Events.Internal;
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
        var isPushed = item.Append is not null && (hooks.Has(HookPoints.ReceiversOffline) || conversation.App.Services.PushRequests.HasObservers);
        if (!isPushed && !hooks.Tells(Points))
            return;
        _ = TellAsync(conversation, item, message, isPushed);
    }

    /// <summary>Nothing that goes wrong here concerns the message: it is out.</summary>
    static async Task TellAsync(Conversation conversation, Outgoing item, StoredMessage message, bool isPushed)
    {
        var services = conversation.App.Services;
        services.InFlight.Begin();
        try
        {
            var receivers = ReceiversOf(item, message);
            var offline = await TellAsync(conversation, item, message, receivers).ConfigureAwait(false);
            if (offline.Count > 0 && isPushed)
                await RequestPushAsync(conversation, item, message, offline).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            services.Log.LogFault(exception, "telling of a message that was sent");
        }
        finally
        {
            services.InFlight.End();
        }
    }

    /// <summary>Tells that a message was sent. Who is online is asked at once; it is told when its turn has come.</summary>
    /// <returns>The receivers that are offline.</returns>
    static async ValueTask<List<string>> TellAsync(Conversation conversation, Outgoing item, StoredMessage message, IReadOnlyList<string> receivers)
    {
        var (sentAt, asked) = (conversation.App.Services.Clock.NowAsDate, conversation.Homes.FindOnlineAsync(receivers));
        await conversation.Events.EnterAsync().ConfigureAwait(false);
        try
        {
            var online = await asked.ConfigureAwait(false);
            var offline = receivers.Except(online, StringComparer.Ordinal).ToList();
            if (conversation.App.Hooks.Tells(HookPoints.MessageSent))
                conversation.App.Hooks.Tell(SentOf(item, message, sentAt, online, offline));
            return offline;
        }
        finally
        {
            conversation.Events.Leave();
        }
    }

    static MessageSent SentOf(Outgoing item, StoredMessage message, DateTimeOffset at, IReadOnlyList<string> online, IReadOnlyList<string> offline) => new()
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
        IsFromOperator = item.IsFromOperator,
        RemoteAddress = item.RemoteAddress,
        OnlineClientIds = online,
        OfflineClientIds = offline,
        At = at,
    };

    /// <summary>The clients other than the sender that it is for; nobody where it is for more than can be named.</summary>
    static IReadOnlyList<string> ReceiversOf(Outgoing item, StoredMessage message) =>
        item.Audience == ConversationAudience.Everybody || item.Record.IsTransient ? []
        : !message.Recipients.IsDefaultOrEmpty ? [.. message.Recipients.Where(clientId => clientId != message.From)]
        : item.Record.IsSystem ? []
        : [.. item.Record.Members.Where(clientId => clientId != message.From)];

    /// <summary>Asks the hooks whom to notify, and tells those who do it.</summary>
    static async Task RequestPushAsync(Conversation conversation, Outgoing item, StoredMessage message, List<string> offline)
    {
        var services = conversation.App.Services;
        services.InFlight.Begin();
        try
        {
            var decision = await conversation.App.Hooks.ApproveAsync(new ReceiversOffline
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
            Publish(services.PushRequests, item, message, offline, decision);
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

    static void Publish(EventStream requests, Outgoing item, StoredMessage message, List<string> offline, PushDecision decision)
    {
        IEnumerable<string> clients = decision.ClientIds ?? offline;
        if (!decision.IncludesMuted)
            clients = clients.Where(clientId => !item.Record.Muted.Contains(clientId));
        string[] notified = decision.IsSkipped ? [] : [.. clients.Distinct(StringComparer.Ordinal)];
        if (notified.Length > 0)
            requests.Publish(new PushRequested
            {
                ApplicationId = message.ApplicationId,
                ConversationId = message.ConversationId,
                MessageId = message.Id,
                From = message.From,
                ClientIds = notified,
                PushData = decision.PushData ?? ObjectIn(item.PushData ?? item.Request?.PushData),
                At = DateTimeOffset.FromUnixTimeMilliseconds(message.Timestamp),
            });
    }

    /// <summary>What a sender wrote as push data; null for what is no object, where the default says more.</summary>
    static JsonElement? ObjectIn(string? pushData)
    {
        if (pushData is null)
            return null;
        try
        {
            using var document = JsonDocument.Parse(pushData);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null; // Bodies are the affair of those who write them.
        }
    }
}
