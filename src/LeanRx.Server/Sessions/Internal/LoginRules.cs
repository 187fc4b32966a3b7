using LeanRx.Protocol;

namespace LeanRx.Server.Sessions.Internal;

// protocol.md §4.1.4
/// <summary>How many logins a client has, and which of its devices keeps a tag.</summary>
internal static class LoginRules
{
    /// <summary>What becomes of a login, and of those that are there.</summary>
    /// <param name="present">The logins of the client.</param>
    /// <param name="isReconnect">Whether it gives way to another device that has its tag.</param>
    /// <param name="most">How many a client has at most.</param>
    /// <returns>Whether it is let in; if so, the logins of other devices that must go, and those of the same device over an older connection.</returns>
    /// <exception cref="OperationRefusedException">4113: there are as many as there may be.</exception>
    public static (bool IsAccepted, TSeat[] Displaced, TSeat[] Replaced) Decide<TSeat>(TSeat[] present, TSeat login, bool isReconnect, int most)
        where TSeat : ISeat
    {
        if (present.Length >= most && !present.Any(other => IsSameConnection(other, login)))
            throw new OperationRefusedException(ErrorCodes.AppQuotaExceeded, $"One client has at most {most} logins at a time.");
        var rivals = login.Tag is null ? [] : present.Where(other => other.Tag == login.Tag && !IsSameConnection(other, login)).ToArray();
        var displaced = rivals.Where(other => !IsSameDevice(other, login)).ToArray();
        return displaced.Length > 0 && isReconnect ? (false, [], []) : (true, displaced, [.. rivals.Where(other => IsSameDevice(other, login))]);
    }

    /// <summary>How a login ends that another one of the same device replaces.</summary>
    public static SessionEnd EndOf(ISeat replaced, ISeat login) => replaced.OpenedAt > login.OpenedAt ? SessionEnd.Overtaken : SessionEnd.Replaced;

    static bool IsSameConnection(ISeat left, ISeat right) => left.Key.Connection == right.Key.Connection && left.Key.Node == right.Key.Node;

    static bool IsSameDevice(ISeat left, ISeat right) => left.DeviceId is not null && left.DeviceId == right.DeviceId;
}
