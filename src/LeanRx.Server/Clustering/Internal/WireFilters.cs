using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Clustering.Internal;

internal static class WireFilters
{
    public static WireFilter ToWire(this SeatFilter filter, ClusterPort port) => new()
    {
        Only = filter.Only is { } only ? WireSeat.Of(only, port.SelfName) : null,
        Except = filter.Except is { } except ? WireSeat.Of(except, port.SelfName) : null,
        ExceptClient = filter.ExceptClient,
        Needs = filter.Needs,
        Lacks = filter.Lacks,
        SkipsOfflineMessages = filter.SkipsOfflineMessages,
    };

    public static SeatFilter ToFilter(this WireFilter filter, Application app, ClusterPort port) => new()
    {
        Only = filter.Only is { } only ? port.SeatOf(app, only, null) : null,
        Except = filter.Except is { } except ? port.SeatOf(app, except, null) : null,
        ExceptClient = filter.ExceptClient,
        Needs = filter.Needs,
        Lacks = filter.Lacks,
        SkipsOfflineMessages = filter.SkipsOfflineMessages,
    };
}
