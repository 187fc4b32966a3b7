namespace LeanRx.Server.Sessions.Internal;

/// <summary>Who is logged in, in one application.</summary>
internal sealed class LoginDirectory
{
    /// <param name="homesAround">Makes the homes of clients, given that of this engine.</param>
    public LoginDirectory(Application app, Func<Application, IClientHomes, IClientHomes> homesAround)
    {
        var own = new SoleHomes(app, Sessions);
        Homes = homesAround(app, own);
    }

    /// <summary>The logins over connections of this node.</summary>
    public LocalSessions Sessions { get; } = new();

    /// <summary>Where it is decided and known who is logged in, and by which clients are reached.</summary>
    public IClientHomes Homes { get; }
}
