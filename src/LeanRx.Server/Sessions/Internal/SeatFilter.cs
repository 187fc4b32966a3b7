using LeanRx.Protocol;
using LeanRx.Server.Hosting;

namespace LeanRx.Server.Sessions.Internal;

/// <summary>Which of the logins of clients get something.</summary>
internal readonly record struct SeatFilter
{
    /// <summary>This login alone.</summary>
    public ISeat? Only { get; init; }

    /// <summary>Not this login, nor what it was before or became by another login over the same connection.</summary>
    public ISeat? Except { get; init; }

    /// <summary>No login of this client.</summary>
    public string? ExceptClient { get; init; }

    /// <summary>Those that understand this.</summary>
    public SessionCapabilities Needs { get; init; }

    /// <summary>Those that do not understand this.</summary>
    public SessionCapabilities Lacks { get; init; }

    /// <summary>Not those that are told messages where others are told numbers.</summary>
    public bool SkipsOfflineMessages { get; init; }

    public bool Takes(ISeat seat) =>
        (Except is null || !seat.IsSameSeat(Except))
        && (Only is null || seat.Equals(Only))
        && (ExceptClient is null || seat.ClientId != ExceptClient)
        && (Needs == 0 || seat.Can(Needs))
        && (Lacks == 0 || !seat.Can(Lacks))
        && (!SkipsOfflineMessages || seat.Dialect != Dialect.OfflineMessages);
}
