using System.Text.Json;
using LeanRx.Cli.Common;
using LeanRx.Cli.Terminal;
using LeanRx.Server;

namespace LeanRx.Cli.Benchmarking;

/// <summary>What a load did, from its beginning to its end.</summary>
sealed record BenchReport(BenchSettings Settings, TimeSpan Elapsed)
{
    public required LatencySummary Send { get; init; }

    public required LatencySummary Delivery { get; init; }

    public required IReadOnlyDictionary<string, long> Errors { get; init; }

    /// <summary>How many were not answered in the end.</summary>
    public required int Unanswered { get; init; }

    public required MemoryTrace Memory { get; init; }

    public required MemoryTrace ServerMemory { get; init; }

    double Seconds => Math.Max(Elapsed.TotalSeconds, 0.001);

    public void Write(TextWriter output, bool isTerminal)
    {
        var table = Page.Table("", "");
        table.ShowHeaders = false;
        foreach (var (name, value) in Lines())
            table.AddTexts(name, value);
        Page.Create(output, isTerminal).Write(table);
    }

    public void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("clients"u8, Settings.Clients);
        json.WriteNumber("conversations"u8, Settings.Conversations);
        json.WriteNumber("rate"u8, Settings.Rate);
        json.WriteNumber("payload"u8, Settings.Payload);
        json.WriteNumber("seconds"u8, Math.Round(Elapsed.TotalSeconds, 3));
        WriteTimes(json, "send", Send);
        WriteTimes(json, "delivery", Delivery);
        json.WriteNumber("unanswered"u8, Unanswered);
        json.WriteStartObject("errors"u8);
        foreach (var (error, count) in Errors)
            json.WriteNumber(error, count);
        json.WriteEndObject();
        Memory.WriteJson(json, "memory");
        ServerMemory.WriteJson(json, "server_memory");
        json.WriteEndObject();
    }

    IEnumerable<(string Name, string Value)> Lines()
    {
        yield return ("load", $"{Quantity.Count(Settings.Clients)} clients in {Quantity.Count(Settings.Conversations)} conversations, " +
            $"{(Settings.Rate > 0 ? $"{Quantity.Rate(Settings.Rate)} messages/s" : "as many messages as go")} of {Settings.Payload} characters, " +
            $"{Quantity.Span(Elapsed)}");
        yield return ("acknowledged", TextOf(Send));
        yield return ("delivered", TextOf(Delivery));
        yield return ("errors", Errors.Count == 0 ? "none" : string.Join(", ", Errors.Select(error => $"{error.Key} ×{Quantity.Count(error.Value)}")));
        if (Unanswered > 0)
            yield return ("unanswered", Quantity.Count(Unanswered));
        yield return ("memory here", Memory.ForPeople());
        yield return ("memory server", ServerMemory.ForPeople());
    }

    string TextOf(LatencySummary latency) => $"{Quantity.Count(latency.Count)}, {Quantity.Rate(latency.Count / Seconds)}/s" + (latency.Count == 0 ? ""
        : $", {Quantity.Milliseconds(latency.P50.TotalMilliseconds)} p50, {Quantity.Milliseconds(latency.P99.TotalMilliseconds)} p99");

    void WriteTimes(Utf8JsonWriter json, string name, LatencySummary latency)
    {
        json.WriteStartObject(name);
        json.WriteNumber("count"u8, latency.Count);
        json.WriteNumber("per_second"u8, Math.Round(latency.Count / Seconds, 3));
        json.WriteNumber("p50_ms"u8, latency.P50.TotalMilliseconds);
        json.WriteNumber("p99_ms"u8, latency.P99.TotalMilliseconds);
        json.WriteEndObject();
    }
}
