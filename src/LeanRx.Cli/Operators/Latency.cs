using System.Text.Json;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Operators;

/// <summary>How long things took, in milliseconds; nothing where nothing was timed.</summary>
readonly record struct Latency(long Count, double P50, double P99)
{
    public string ForPeople() => Count == 0 ? "nothing in the last minute" : $"{Quantity.Milliseconds(P50)} p50, {Quantity.Milliseconds(P99)} p99";

    public static Latency Of(JsonElement json) =>
        new(json.GetProperty("count"u8).GetInt64(), json.GetProperty("p50_ms"u8).GetDouble(), json.GetProperty("p99_ms"u8).GetDouble());
}
