using System.Globalization;
using System.Text.Json;

namespace LeanRx.Server.AspNetCore.Rest.Internal;

// protocol.md §10.3
/// <summary>What an application has in the server now, and in the last day.</summary>
static class StatisticsOperationsTable
{
    const int MinutesOfDay = 24 * 60;
    const int MillisecondsOfMinute = 60_000;

    public static IReadOnlyList<RestOperation> All { get; } =
    [
        new("GET", "/1.2/rtm/stats", Permission.ManageServer,
            "How many clients are online and were today (UTC), what the server holds, and how fast it is.", static call =>
            Task.FromResult(NowOf(call))) { Answer = RestShapes.Statistics },
        new("GET", "/1.2/rtm/stats/minutes", Permission.ManageServer,
            "The minutes of the last day that are over, the oldest first, as one array for each figure.", static call =>
            Task.FromResult(MinutesOf(call)))
        {
            Answer = RestShapes.Minutes,
            Query = [RestFields.Limit(MinutesOfDay, MinutesOfDay)],
        },
    ];

    static RestAnswer NowOf(RestCall call)
    {
        var (server, application) = (call.Engine.ReadStatistics(), call.Application.ReadStatistics());
        return RestAnswer.Object(json =>
        {
            json.WriteStartObject("result"u8);
            json.WriteNumber("online_user_count"u8, application.OnlineCount);
            json.WriteNumber("user_count_today"u8, call.Application.Clients.CountToday);
            json.WriteEndObject();
            json.WriteNumber("timestamp"u8, server.ReadAt.ToUnixTimeMilliseconds());
            WriteServer(json, server);
            WriteApplication(json, call.ApplicationId, application);
        });
    }

    static void WriteServer(Utf8JsonWriter json, ServerStatistics server)
    {
        json.WriteStartObject("server"u8);
        json.WriteString("version"u8, typeof(StatisticsOperationsTable).Assembly.GetName().Version!.ToString(3));
        json.WriteNumber("started_at"u8, server.StartedAt.ToUnixTimeMilliseconds());
        json.WriteNumber("connections"u8, server.ConnectionCount);
        json.WriteNumber("pending_commands"u8, server.PendingCommandCount);
        json.WriteNumber("queue_bytes"u8, server.PendingBytes);
        json.WriteNumber("conversations_in_memory"u8, server.ConversationsInMemory);
        json.WriteNumber("memory_bytes"u8, Environment.WorkingSet);
        json.WriteNumber("slow_readers"u8, server.SlowReaderCount);
        WriteLatency(json, "store", server.StoreLatency);
        WriteRefusals(json, server.Refusals);
        json.WriteEndObject();
    }

    static void WriteApplication(Utf8JsonWriter json, string applicationId, ApplicationStatistics application)
    {
        json.WriteStartObject("application"u8);
        json.WriteString("id"u8, applicationId);
        json.WriteNumber("clients"u8, application.OnlineCount);
        json.WriteNumber("sessions"u8, application.SessionCount);
        json.WriteNumber("received"u8, application.ReceivedCount);
        json.WriteNumber("delivered"u8, application.DeliveredCount);
        json.WriteNumber("received_per_second"u8, Math.Round(application.ReceivedPerSecond, 3));
        json.WriteNumber("delivered_per_second"u8, Math.Round(application.DeliveredPerSecond, 3));
        WriteLatency(json, "send", application.SendLatency);
        WriteRefusals(json, application.Refusals);
        json.WriteEndObject();
    }

    static void WriteLatency(Utf8JsonWriter json, string name, LatencySummary latency)
    {
        json.WriteStartObject(name);
        json.WriteNumber("count"u8, latency.Count);
        json.WriteNumber("p50_ms"u8, latency.P50.TotalMilliseconds);
        json.WriteNumber("p99_ms"u8, latency.P99.TotalMilliseconds);
        json.WriteEndObject();
    }

    static void WriteRefusals(Utf8JsonWriter json, IReadOnlyDictionary<int, long> refusals)
    {
        json.WriteStartObject("refusals"u8);
        foreach (var (code, count) in refusals)
            json.WriteNumber(code.ToString(CultureInfo.InvariantCulture), count);
        json.WriteEndObject();
    }

    static RestAnswer MinutesOf(RestCall call)
    {
        var limit = RestFields.LimitOf(call, MinutesOfDay, MinutesOfDay);
        var (servers, applications) = (call.Engine.ReadMinutes(limit), call.Application.ReadMinutes(limit));
        // Should a minute end between the two readings, the newest is left to the next question.
        var starts = servers.Select(minute => minute.Start).Intersect(applications.Select(minute => minute.Start)).ToHashSet();
        var server = servers.Where(minute => starts.Contains(minute.Start)).ToList();
        var application = applications.Where(minute => starts.Contains(minute.Start)).ToList();
        return RestAnswer.Object(json =>
        {
            if (server.Count > 0)
                json.WriteNumber("start"u8, server[0].Start.ToUnixTimeMilliseconds());
            json.WriteNumber("step"u8, MillisecondsOfMinute);
            WriteNumbers(json, "connections", server.Select(minute => minute.PeakConnectionCount));
            WriteNumbers(json, "slow_readers", server.Select(minute => minute.SlowReaderCount));
            WriteTimes(json, "store_p50_ms", server.Select(minute => (minute.StoreLatency, minute.StoreLatency.P50)));
            WriteTimes(json, "store_p99_ms", server.Select(minute => (minute.StoreLatency, minute.StoreLatency.P99)));
            WriteNumbers(json, "clients", application.Select(minute => minute.PeakOnlineCount));
            WriteNumbers(json, "received", application.Select(minute => minute.ReceivedCount));
            WriteNumbers(json, "delivered", application.Select(minute => minute.DeliveredCount));
            WriteNumbers(json, "refused", application.Select(minute => minute.RefusalCount));
            WriteTimes(json, "send_p50_ms", application.Select(minute => (minute.SendLatency, minute.SendLatency.P50)));
            WriteTimes(json, "send_p99_ms", application.Select(minute => (minute.SendLatency, minute.SendLatency.P99)));
        });
    }

    static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<int> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    /// <summary>Null where nothing was timed: no time is not a short one.</summary>
    static void WriteTimes(Utf8JsonWriter json, string name, IEnumerable<(LatencySummary Latency, TimeSpan Time)> times)
    {
        json.WriteStartArray(name);
        foreach (var (latency, time) in times)
        {
            if (latency.Count == 0)
                json.WriteNullValue();
            else
                json.WriteNumberValue(Math.Round(time.TotalMilliseconds, 3));
        }
        json.WriteEndArray();
    }
}
