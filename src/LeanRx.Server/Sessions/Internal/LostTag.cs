namespace LeanRx.Server.Sessions.Internal;

/// <summary>Tag and device of a login that ended without a logout.</summary>
/// <param name="Tag">The device class.</param>
/// <param name="DeviceId">The device.</param>
internal sealed record LostTag(string Tag, string? DeviceId)
{
    // protocol.md §11.2 row 6
    /// <summary>The older .NET SDK comes back with neither tag nor device nor token, though it had a tag.</summary>
    public static bool Concerns(string? userAgent) => userAgent?.StartsWith("net-", StringComparison.Ordinal) == true;
}
