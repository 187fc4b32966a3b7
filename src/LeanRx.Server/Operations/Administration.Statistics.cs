using LeanRx.Server.Access.Internal;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Telemetry.Internal;

namespace LeanRx.Server;

public sealed partial class Administration
{
    /// <summary>The number of clients that are online now.</summary>
    [Door(Permission.ManageServer)]
    public int OnlineCount => _app.Sessions.ClientCount;

    // protocol.md §10.3
    /// <summary>The number of clients that were online at some time today.</summary>
    /// <remarks>A day begins at midnight UTC. An engine that started today counts from its start.</remarks>
    [Door(Permission.ManageServer)]
    public int ClientCountToday => _app.Sessions.ClientCountToday;

    /// <summary>Returns what the application has in the server now, and what has happened in it since the server started.</summary>
    [Door(Permission.ManageServer)]
    public ApplicationStatistics ReadStatistics()
    {
        var totals = _app.Statistics.Read();
        return new ApplicationStatistics
        {
            OnlineCount = _app.Sessions.ClientCount,
            SessionCount = _app.Sessions.Count,
            ReceivedCount = totals.Received,
            DeliveredCount = totals.Delivered,
            ReceivedPerSecond = totals.ReceivedPerSecond,
            DeliveredPerSecond = totals.DeliveredPerSecond,
            SendLatency = totals.Latency,
            Refusals = totals.Refusals,
        };
    }

    /// <summary>Returns the last minutes of the application that are over, the oldest first. A day is kept.</summary>
    /// <param name="count">The maximum number of minutes, up to 1440. Default 1440.</param>
    [Door(Permission.ManageServer)]
    public IReadOnlyList<ApplicationMinute> ReadMinutes(int count = StatisticsRecorder.MaxMinutes) =>
        _app.Statistics.ReadMinutes(count, static (start, minute) => new ApplicationMinute
        {
            Start = start,
            PeakOnlineCount = minute.Peak,
            ReceivedCount = minute.Received,
            DeliveredCount = minute.Delivered,
            SendLatency = minute.Latency,
            RefusalCount = minute.Refused,
        });

    /// <summary>Returns the clients that are online, ascending by client id in ordinal order.</summary>
    /// <param name="after">The client after which the page begins. Null for the first page.</param>
    /// <param name="limit">The maximum number of clients, up to 1000. Default 100.</param>
    [Door(Permission.QueryPresence)]
    public IReadOnlyList<OnlineClient> FindOnlineClients(string? after = null, int limit = 100)
    {
        const int maxLimit = 1000;
        return [.. _app.Sessions.Page(after, Math.Clamp(limit, 0, maxLimit)).Select(client => new OnlineClient
        {
            ClientId = client.Key,
            Logins = [.. client.Value.Select(LoginOf)],
        })];
    }

    static OnlineLogin LoginOf(Session session) => new()
    {
        OpenedAt = DateTimeOffset.FromUnixTimeMilliseconds(session.OpenedAt),
        Tag = session.Tag,
        UserAgent = session.UserAgent,
        RemoteAddress = session.Connection.Info.RemoteAddress,
    };
}
