using LeanRx.Protocol;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Delivery.Internal;

// protocol.md §4.13
/// <summary>Tells a client after login of the messages that were edited or recalled since the last change that it knows (<c>lastPatchTime</c>).</summary>
internal sealed class MissedPatches(EngineServices services)
{
    /// <summary>So many changes go into one frame, which so stays far below any client's bound.</summary>
    const int PatchesInFrame = 10;

    /// <summary>A time that is so much later than now was told before the calendar was set back, and says nothing about what came since.</summary>
    const long Ahead = 60_000;

    public ValueTask TellAsync(Session session, SessionFrame login) =>
        login.LastPatchTime is { } known and > 0 ? TellAsync(session, known > services.Clock.Now + Ahead ? 0 : known) : default;

    /// <summary>The same for changes since a time, in milliseconds since 1970 UTC.</summary>
    public async ValueTask TellAsync(Session session, long since)
    {
        if (!session.Can(SessionCapabilities.MessagePatches))
            return;
        var missed = await services.Store.Messages.FindPatchedAsync(session.App.Id, session.ClientId, since, services.Limits.MaxMissedPatches)
            .ConfigureAwait(false);
        foreach (var part in missed.Chunk(PatchesInFrame))
        {
            await session.Connection.RoomAsync().ConfigureAwait(false);
            session.Connection.Send(Patches.FrameOf(part) with { PeerId = session.ClientId });
        }
    }
}
