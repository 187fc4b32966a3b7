using LeanRx.Server.Membership.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Operations.Internal;

/// <summary>Which of the lists of a conversation is meant.</summary>
internal enum ModerationListKind
{
    Silenced,
    Blocked,
}

internal static class ModerationListKinds
{
    /// <param name="until">Until when those that are silenced are, milliseconds since 1970 UTC.</param>
    public static ModerationList ListOf(this ModerationListKind kind, EngineServices services, long until = long.MaxValue) =>
        kind == ModerationListKind.Silenced ? new SilenceList(until) : new BlockList(services);
}
