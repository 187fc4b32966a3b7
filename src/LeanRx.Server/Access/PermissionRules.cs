using LeanRx.Server.Access.Internal;

namespace LeanRx.Server;

/// <summary>Which credentials a permission requires over REST.</summary>
public static class PermissionRules
{
    /// <summary>Returns the credentials of which each alone allows a REST call to use a permission.</summary>
    /// <remarks>
    /// The master key is always among them. A client that is identified by its session token still needs the permission itself; see
    /// <see cref="ApplicationConversations.RequireAsync"/>.
    /// </remarks>
    public static Credentials CredentialsFor(Permission permission) => AccessRules.Of(permission).Rest;
}
