using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Events;
using LeanRx.Server.Hooks;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Connections.Internal;

/// <summary>Ends sessions: takes them out of the directories, keeps their place in a chat room, delivers their will.</summary>
internal sealed class SessionEndings(EngineServices services, LoginDirectories logins, IConversationPlaces places)
{
    public async ValueTask EndAllAsync(IReadOnlyList<Session> sessions, SessionEnd end)
    {
        foreach (var session in sessions)
            await EndAsync(session, end).ConfigureAwait(false);
    }

    public ValueTask EndAsync(Session session, SessionEnd end)
    {
        session.Connection.Remove(session);
        logins.Of(session.App).Homes.Unregister(session);
        if (!session.TryEnd(out var room, out var will, out var isAnnounced))
            return default;
        if (isAnnounced)
            TellOffline(session, end);
        var mayComeBack = end is not (SessionEnd.LoggedOut or SessionEnd.Kicked or SessionEnd.Replaced or SessionEnd.Overtaken);
        if (mayComeBack && session.Tag is { } tag && LostTag.Concerns(session.UserAgent))
            session.App.LostTags.Keep(session.ClientId, null, new LostTag(tag, session.DeviceId));
        if (room is not null && end is SessionEnd.Disconnected or SessionEnd.Broken or SessionEnd.Replaced or SessionEnd.Overtaken)
            logins.Of(session.App).Homes.KeepRoom(session.ClientId, session.DeviceId, room!.ConversationId);
        if (end == SessionEnd.Overtaken)
            // Whoever is here believes to be logged in. From a line that was lost, as from any other, it comes back.
            session.Connection.Close(ErrorCodes.ReadTimeout, isAbnormal: true);
        return will is not null && end is SessionEnd.Broken ? DeliverAsync(session.App, will) : default;
    }

    /// <summary>Ends it because another device has logged in with its tag, and tells it so.</summary>
    public ValueTask DisplaceAsync(Session session)
    {
        session.Push(new SessionFrame
        {
            Operation = SessionOperations.Closed,
            Code = ErrorCodes.SessionConflict,
            Reason = ErrorCodes.NameOf(ErrorCodes.SessionConflict),
            Detail = "Another device has logged in with this tag.",
        });
        return EndAsync(session, SessionEnd.Displaced);
    }

    /// <summary>Ends it because an operator wants it, and tells it so.</summary>
    public ValueTask KickAsync(Session session, string reason)
    {
        session.Push(new SessionFrame { Operation = SessionOperations.Closed, Code = ErrorCodes.KickedByApp, Reason = reason });
        return EndAsync(session, SessionEnd.Kicked);
    }

    /// <summary>Tells those who listen that a client has logged in.</summary>
    public void TellOnline(Session session)
    {
        var hooks = session.App.Hooks;
        if (!session.TryBeginAnnouncement())
            return;
        if (hooks.Tells(HookPoints.ClientOnline))
            hooks.Tell(new ClientOnline
            {
                ApplicationId = session.App.Id,
                ClientId = session.ClientId,
                Tag = session.Tag,
                DeviceId = session.DeviceId,
                IsReconnect = session.IsReconnect,
                RemoteAddress = session.Connection.Info.RemoteAddress,
                At = services.Clock.NowAsDate,
            });
        if (!session.TryEndAnnouncement())
            TellOffline(session, SessionEnd.Broken);
    }

    void TellOffline(Session session, SessionEnd end)
    {
        var hooks = session.App.Hooks;
        if (hooks.Tells(HookPoints.ClientOffline))
            hooks.Tell(new ClientOffline
            {
                ApplicationId = session.App.Id,
                ClientId = session.ClientId,
                Reason = end switch
                {
                    SessionEnd.LoggedOut => OfflineReason.LoggedOut,
                    SessionEnd.Displaced => OfflineReason.TagConflict,
                    SessionEnd.Kicked => OfflineReason.Kicked,
                    _ => OfflineReason.Disconnected,
                },
                Tag = session.Tag,
                DeviceId = session.DeviceId,
                RemoteAddress = session.Connection.Info.RemoteAddress,
                CloseCode = session.Connection.CloseCode,
                At = services.Clock.NowAsDate,
            });
    }

    ValueTask DeliverAsync(Application app, Will will) =>
        new(services.RunAsync(places.Of(app, will.Message.ConversationId).RunAsync(app, new DeliverWill(will)).AsTask(), "delivering a will"));
}
