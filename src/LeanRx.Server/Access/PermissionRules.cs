using LeanRx.Server.Access.Internal;

namespace LeanRx.Server;

/// <summary>What opens the REST door to a permission.</summary>
public static class PermissionRules
{
    /// <summary>The credentials of which each alone lets a REST call ask for a permission. The master key is always among them.</summary>
    /// <remarks>A client that is known by its session token still needs the permission itself, see <see cref="Administration.RequireAsync"/>.</remarks>
    public static Credentials CredentialsFor(Permission permission) => AccessRules.Of(permission).Rest;
}
