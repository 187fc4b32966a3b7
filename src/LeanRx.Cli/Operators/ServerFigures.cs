using System.Text.Json;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Operators;

/// <summary>What a server says of itself and of one application.</summary>
sealed record ServerFigures
{
    public required DateTimeOffset ReadAt { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required string Version { get; init; }

    public required int Connections { get; init; }

    public required long QueueBytes { get; init; }

    public required long MemoryBytes { get; init; }

    public required int ConversationsInMemory { get; init; }

    public required long SlowReaders { get; init; }

    public required Latency Store { get; init; }

    public required string ApplicationId { get; init; }

    public required int Clients { get; init; }

    public required int ClientsToday { get; init; }

    public required int Sessions { get; init; }

    public required long Received { get; init; }

    public required long Delivered { get; init; }

    public required double ReceivedPerSecond { get; init; }

    public required double DeliveredPerSecond { get; init; }

    public required Latency Send { get; init; }

    /// <summary>Those of the application and those of nobody, by code.</summary>
    public required IReadOnlyDictionary<string, long> Refusals { get; init; }

    public string RefusalsForPeople() =>
        Refusals.Count == 0 ? "nothing" : string.Join(", ", Refusals.Select(refusal => $"{refusal.Key} ×{Quantity.Count(refusal.Value)}"));

    /// <summary>How it goes, with rates that were measured between two readings.</summary>
    public ServerFigures Since(ServerFigures before)
    {
        var seconds = (ReadAt - before.ReadAt).TotalSeconds;
        // A server that began anew counts from nothing.
        return seconds <= 0 || before.StartedAt != StartedAt ? this
            : this with { ReceivedPerSecond = (Received - before.Received) / seconds, DeliveredPerSecond = (Delivered - before.Delivered) / seconds };
    }

    /// <exception cref="ToolException">The server tells less than this.</exception>
    public static async Task<(ServerFigures Figures, string Json)> ReadAsync(OperatorApi api, CancellationToken cancellationToken)
    {
        using var answer = await api.GetAsync("/1.2/rtm/stats", cancellationToken).ConfigureAwait(false);
        try
        {
            return (Of(answer.RootElement), answer.RootElement.GetRawText());
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ToolException("the server tells no statistics that this tool knows; it is of another version, or another server", exception)
            {
                ExitCode = ExitCodes.Failure,
            };
        }
    }

    static ServerFigures Of(JsonElement json)
    {
        var (server, application) = (json.GetProperty("server"u8), json.GetProperty("application"u8));
        return new ServerFigures
        {
            ReadAt = Time(json.GetProperty("timestamp"u8)),
            StartedAt = Time(server.GetProperty("started_at"u8)),
            Version = server.GetProperty("version"u8).GetString()!,
            Connections = server.GetProperty("connections"u8).GetInt32(),
            QueueBytes = server.GetProperty("queue_bytes"u8).GetInt64(),
            MemoryBytes = server.GetProperty("memory_bytes"u8).GetInt64(),
            ConversationsInMemory = server.GetProperty("conversations_in_memory"u8).GetInt32(),
            SlowReaders = server.GetProperty("slow_readers"u8).GetInt64(),
            Store = Latency.Of(server.GetProperty("store"u8)),
            ApplicationId = application.GetProperty("id"u8).GetString()!,
            Clients = application.GetProperty("clients"u8).GetInt32(),
            ClientsToday = json.GetProperty("result"u8).GetProperty("user_count_today"u8).GetInt32(),
            Sessions = application.GetProperty("sessions"u8).GetInt32(),
            Received = application.GetProperty("received"u8).GetInt64(),
            Delivered = application.GetProperty("delivered"u8).GetInt64(),
            ReceivedPerSecond = application.GetProperty("received_per_second"u8).GetDouble(),
            DeliveredPerSecond = application.GetProperty("delivered_per_second"u8).GetDouble(),
            Send = Latency.Of(application.GetProperty("send"u8)),
            Refusals = server.GetProperty("refusals"u8).EnumerateObject().Concat(application.GetProperty("refusals"u8).EnumerateObject())
                .GroupBy(refusal => refusal.Name).OrderBy(code => code.Key, StringComparer.Ordinal)
                .ToDictionary(code => code.Key, code => code.Sum(refusal => refusal.Value.GetInt64())),
        };
    }

    static DateTimeOffset Time(JsonElement milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds.GetInt64());
}
