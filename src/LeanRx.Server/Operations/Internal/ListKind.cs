using LeanRx.Server.Membership.Internal;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Operations.Internal;

/// <summary>Which of the lists of a conversation is meant.</summary>
internal enum ListKind
{
    Silenced,
    Blocked,
}

internal static class ListKinds
{
    /// <param name="until">Until when those that are silenced are, milliseconds since 1970 UTC.</param>
    public static ModerationList Of(this ListKind kind, EngineServices services, long until = long.MaxValue) =>
        kind == ListKind.Silenced ? new SilenceList(until) : new BlockList(services);
}
