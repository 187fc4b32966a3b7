using System.Text.Json;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Benchmarking;

/// <summary>The memory of a process while a load runs, in bytes: at the beginning, at most and at the end.</summary>
/// <param name="First">Null where it is not known.</param>
sealed record MemoryTrace(long? First, long Most, long Last)
{
    public static MemoryTrace Unknown { get; } = new(null, 0, 0);

    public MemoryTrace With(long? bytes) => bytes is not { } now ? this : new MemoryTrace(First ?? now, Math.Max(Most, now), now);

    public string ForPeople() => First is not { } first ? "not known: it is told with the master key"
        : $"{Quantity.Bytes(first)} at first, {Quantity.Bytes(Most)} at most, {Quantity.Bytes(Last)} at last";

    public void WriteJson(Utf8JsonWriter json, string name)
    {
        if (First is not { } first)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.WriteNumber("first"u8, first);
        json.WriteNumber("most"u8, Most);
        json.WriteNumber("last"u8, Last);
        json.WriteEndObject();
    }
}
