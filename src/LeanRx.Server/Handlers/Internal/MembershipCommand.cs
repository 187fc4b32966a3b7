using LeanRx.Protocol;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Membership.Internal;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Handlers.Internal;

// protocol.md §4.9
/// <summary><c>conv/is-member</c> of several conversations: each is asked in its own place.</summary>
internal sealed class MembershipCommand(IConversationPlaces places)
{
    public async ValueTask HandleAsync(Session session, ConversationFrame frame)
    {
        NamedIds.RequireCount(session, frame.ConversationIds?.Count ?? 0, "cids");
        var found = new SortedDictionary<string, bool>(StringComparer.Ordinal);
        foreach (var id in NamedIds.Distinct(frame.ConversationIds))
        {
            var membership = await places.Of(session.App, id).RunAsync(session.App, new FindMembership(id, session.ClientId)).ConfigureAwait(false);
            found[id] = membership ?? session.Room?.ConversationId == id;
        }
        session.Reply(frame, AnswerOf(found));
    }

    public static ConversationFrame AnswerOf(IEnumerable<KeyValuePair<string, bool>> memberships) => new()
    {
        Operation = ConversationOperations.IsMember,
        Results = JsonElements.Write(writer =>
        {
            writer.WriteStartObject();
            foreach (var (id, isMember) in memberships)
                writer.WriteBoolean(id, isMember);
            writer.WriteEndObject();
        }),
    };
}
