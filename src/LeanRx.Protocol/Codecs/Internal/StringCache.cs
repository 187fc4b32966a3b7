namespace LeanRx.Protocol.Codecs.Internal;

/// <summary>
/// The ids that were read last. Each id has one slot, where the newest id takes the place of an older one: bounded, small while ids are few, and safe between
/// threads.
/// </summary>
sealed class StringCache
{
    const int FirstSize = 4;

    const int LargestSize = 256;

    const int LongestId = 64;

    Utf8Text?[] _slots = new Utf8Text?[FirstSize];

    /// <summary>The string of valid UTF-8.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > LongestId)
            return Utf8Check.GetString(utf8);

        var slots = Volatile.Read(ref _slots);
        var hash = Utf8Hash.Of(utf8);
        var seen = Volatile.Read(ref slots[hash & (slots.Length - 1)]);
        if (seen is not null && seen.Is(utf8))
            return seen.Value;

        if (seen is not null && slots.Length < LargestSize)
            slots = Grow(slots);
        var value = Utf8Check.GetString(utf8);
        Volatile.Write(ref slots[hash & (slots.Length - 1)], new Utf8Text(utf8.ToArray(), value));
        return value;
    }

    /// <summary>What another thread writes meanwhile may be lost: it is read anew then.</summary>
    Utf8Text?[] Grow(Utf8Text?[] slots)
    {
        var larger = new Utf8Text?[slots.Length * 2];
        foreach (var text in slots)
        {
            if (text is not null)
                larger[text.Hash & (larger.Length - 1)] = text;
        }
        Volatile.Write(ref _slots, larger);
        return larger;
    }
}
