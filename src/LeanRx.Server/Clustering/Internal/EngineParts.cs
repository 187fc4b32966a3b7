using LeanRx.Server.Connections.Internal;
using LeanRx.Server.Conversations.Internal;
using LeanRx.Server.Delivery.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>The parts of an engine that other nodes reach.</summary>
/// <param name="Own">The place of the conversations that are in its memory.</param>
internal sealed record EngineParts(EngineServices Services, IReadOnlyDictionary<string, Application> Applications, LoginDirectories Logins,
    ConversationDirectories Conversations, IConversationPlace Own, SessionEndings Endings, MissedMessages Missed)
{
    /// <summary>The homes of clients, in an engine that has other nodes.</summary>
    public ClusterHomes HomesOf(Application app) => (ClusterHomes)Logins.Of(app).Homes;

    public ClusterHomes HomesOf(string app) => HomesOf(Applications[app]);
}
