using System.Text.Json;

namespace LeanRx.Protocol.Internal;

/// <summary>The ids that were read last. Each id has one slot, where the newest id takes the place of an older one: bounded, and safe between threads.</summary>
sealed class StringCache
{
    const int Size = 256;

    const int LongestId = 64;

    readonly Utf8Text?[] _slots = new Utf8Text?[Size];

    /// <summary>The string at which the reader stands, which must be unescaped text.</summary>
    public string Get(ref Utf8JsonReader json)
    {
        var utf8 = json.ValueSpan;
        if (utf8.Length is 0 or > LongestId)
            return json.GetString()!;

        ref var slot = ref _slots[Utf8Hash.Of(utf8) & (Size - 1)];
        if (Volatile.Read(ref slot) is { } seen && seen.Is(utf8))
            return seen.Value;

        var value = json.GetString()!;
        Volatile.Write(ref slot, new Utf8Text(utf8.ToArray(), value));
        return value;
    }
}
