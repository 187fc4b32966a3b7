using LeanRx.Protocol;
using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.Delivery.Internal;

/// <summary>What a client that logs in knows of what is unread.</summary>
/// <param name="IsKnown">Whether it was told before. The default: it was not.</param>
/// <param name="At">Up to when, milliseconds since 1970 UTC.</param>
/// <param name="IsDoubtful">Whether what it was told may have been taken back: a server was restarted since, or the calendar says nothing about what is
/// newer.</param>
internal readonly record struct UnreadSince(bool IsKnown, long At, bool IsDoubtful)
{
    /// <summary>From when on messages and reads are news.</summary>
    public long Time => IsKnown ? At : long.MinValue;

    /// <summary>It was told, and all of it may have been taken back.</summary>
    public static readonly UnreadSince Doubtful = new(true, long.MinValue, true);

    public static UnreadSince Of(SessionFrame login, EngineClock clock)
    {
        var now = clock.Now;
        if (login.LastUnreadNotificationTime is not { } at)
            return default;
        return at <= now && !clock.HasGoneBack ? new(true, at, at < clock.LastLossAt) : Doubtful;
    }
}
