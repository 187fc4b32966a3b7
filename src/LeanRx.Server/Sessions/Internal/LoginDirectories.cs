using System.Collections.Frozen;

namespace LeanRx.Server.Sessions.Internal;

/// <summary>The logins of each application.</summary>
internal sealed class LoginDirectories(IEnumerable<Application> applications, Func<Application, IClientHomes, IClientHomes> homesAround)
{
    readonly FrozenDictionary<Application, LoginDirectory> _byApplication =
        applications.ToFrozenDictionary(app => app, app => new LoginDirectory(app, homesAround));

    public int Count => _byApplication.Values.Sum(logins => logins.Sessions.Count);

    public LoginDirectory Of(Application app) => _byApplication[app];
}
