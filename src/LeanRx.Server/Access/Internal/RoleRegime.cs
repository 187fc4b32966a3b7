namespace LeanRx.Server.Access.Internal;

/// <summary>How much roles count in a conversation.</summary>
internal enum RoleRegime
{
    /// <summary>No role was ever given in it.</summary>
    None,

    /// <summary>A role was given in it once.</summary>
    Given,

    /// <summary>The application demands it: <see cref="AppOptions.EnforceRoles"/>.</summary>
    Enforced,
}
