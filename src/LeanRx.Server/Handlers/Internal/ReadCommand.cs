using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.12
/// <summary><c>read</c>: a client has read conversations, whole or up to a message. Each is told to its own place.</summary>
internal sealed class ReadCommand(IConversationPlaces places)
{
    public async ValueTask HandleAsync(Session session, ReadFrame frame, TimeSpan begunAt)
    {
        NamedIds.RequireCount(session, (frame.Marks?.Count ?? 0) + (frame.ConversationIds?.Count ?? 0), "convs");
        if (frame is { Marks: [{ ConversationId: { Length: > 0 } only }], ConversationIds: null, ConversationId: null })
            await places.Of(session.App, only).HandleAsync(session, frame, begunAt).ConfigureAwait(false);
        else
            foreach (var mark in MarksOf(frame))
                await places.Of(session.App, mark.ConversationId).HandleAsync(session, new ReadFrame { Marks = [mark] }, begunAt).ConfigureAwait(false);
        if (frame.SerialId is not null) // An old client waits for it (§4.12); nobody minds.
            session.Reply(frame, new ReadFrame());
    }

    static IEnumerable<ReadMark> MarksOf(ReadFrame frame)
    {
        var whole = (frame.ConversationIds ?? []).Append(frame.ConversationId);
        return (frame.Marks ?? []).Where(mark => !string.IsNullOrEmpty(mark?.ConversationId))
            .Concat(whole.Where(id => !string.IsNullOrEmpty(id)).Select(id => new ReadMark(id!, null, null)));
    }
}
