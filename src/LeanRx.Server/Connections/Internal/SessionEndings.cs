using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Connections.Internal;

/// <summary>Ends sessions: takes them out of the directories, keeps their place in a chat room, delivers their will.</summary>
internal sealed class SessionEndings(EngineServices services, ConversationDirectories conversations)
{
    public async ValueTask EndAllAsync(IReadOnlyList<Session> sessions, SessionEnd end)
    {
        foreach (var session in sessions)
            await EndAsync(session, end).ConfigureAwait(false);
    }

    public ValueTask EndAsync(Session session, SessionEnd end)
    {
        session.Connection.Remove(session);
        session.App.Sessions.Unregister(session);
        if (!session.TryEnd(out var room, out var will))
            return default;
        var mayComeBack = end is not (SessionEnd.LoggedOut or SessionEnd.Kicked or SessionEnd.Replaced);
        if (mayComeBack && session.Tag is { } tag && LostTag.Concerns(session.UserAgent))
            session.App.LostTags.Keep(session.ClientId, null, new LostTag(tag, session.DeviceId));
        if (room is not null && end is SessionEnd.Disconnected or SessionEnd.Broken or SessionEnd.Replaced)
            session.App.Places.Keep(session.ClientId, session.DeviceId, room!.ConversationId);
        return will is not null && end is SessionEnd.Broken ? DeliverAsync(will) : default;
    }

    async ValueTask DeliverAsync(Outgoing will)
    {
        services.InFlight.Begin();
        try
        {
            var sender = will.Sender!;
            var app = sender.App;
            Conversation conversation;
            using (var hold = await conversations.Of(app).TryEnterAsync(will.Message.ConversationId).ConfigureAwait(false))
            {
                if (hold.Conversation is null || !hold.Conversation.Allows(sender, Permission.SendMessage))
                    return;
                conversation = hold.Conversation;
                conversation.Outbox.Add(will with { Record = conversation.Record! });
            }
            conversation.Outbox.Pump();
        }
        catch (Exception exception)
        {
            services.Log.LogFault(exception, "delivering a will");
        }
        finally
        {
            services.InFlight.End();
        }
    }
}
