using System.Collections.Frozen;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Conversations.Internal;

/// <summary>The conversations of each application.</summary>
internal sealed class ConversationDirectories(IEnumerable<Application> applications, LoginDirectories logins)
{
    readonly FrozenDictionary<Application, ConversationDirectory> _byApplication =
        applications.ToFrozenDictionary(app => app, app => new ConversationDirectory(app, logins.Of(app).Homes));

    public int Count => _byApplication.Values.Sum(conversations => conversations.Count);

    public ConversationDirectory Of(Application app) => _byApplication[app];
}
