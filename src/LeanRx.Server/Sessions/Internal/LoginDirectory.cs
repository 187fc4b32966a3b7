namespace LeanRx.Server.Sessions.Internal;

/// <summary>Who is logged in, in one application.</summary>
internal sealed class LoginDirectory
{
    public LoginDirectory(Application app) => Homes = new SoleHomes(Sessions, app.Services.Clock, app.Services.Limits, app.Statistics);

    /// <summary>The logins over connections of this node.</summary>
    public LocalSessions Sessions { get; } = new();

    /// <summary>Where it is decided and known who is logged in, and by which clients are reached.</summary>
    public IClientHomes Homes { get; }
}
