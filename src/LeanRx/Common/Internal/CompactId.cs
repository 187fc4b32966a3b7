namespace LeanRx.Common.Internal;

/// <summary>An id as a value. Up to 24 characters of ASCII, as servers make them, are held without a string that the collector would have to keep.</summary>
internal readonly struct CompactId : IEquatable<CompactId>
{
    const int Longest = 24;

    /// <summary>The id where it is longer or of other characters.</summary>
    readonly string? _text;
    readonly ulong _first;
    readonly ulong _second;
    readonly ulong _third;

    public CompactId(string id)
    {
        if (TryPack(id, 0, out _first) && TryPack(id, 8, out _second) && TryPack(id, 16, out _third) && id.Length <= Longest)
            return;
        (_text, _first, _second, _third) = (id, 0, 0, 0);
    }

    public bool Equals(CompactId other) =>
        _first == other._first && _second == other._second && _third == other._third && string.Equals(_text, other._text, StringComparison.Ordinal);

    public override bool Equals(object? obj) => obj is CompactId other && Equals(other);

    public override int GetHashCode()
    {
        if (_text is not null)
            return StringComparer.Ordinal.GetHashCode(_text);
        var hash = Mix(Mix(Mix(0, _first), _second), _third);
        return (int)(hash ^ (hash >> 32));
    }

    public override string ToString()
    {
        if (_text is not null)
            return _text;
        Span<char> text = stackalloc char[Longest];
        var length = 0;
        while (length < Longest && At(length) is var character and not '\0')
            text[length++] = character;
        return text.Slice(0, length).ToString();
    }

    char At(int index)
    {
        var part = index < 8 ? _first : index < 16 ? _second : _third;
        return (char)((part >> (8 * (index % 8))) & 0x7F);
    }

    /// <summary>Eight characters from a place on; false where one of them is not ASCII, or the end of a text for who reads it.</summary>
    static bool TryPack(string id, int from, out ulong packed)
    {
        packed = 0;
        for (var index = Math.Min(id.Length, from + 8) - 1; index >= from; index--)
        {
            if (id[index] is '\0' or > '\x7F')
                return false;
            packed = (packed << 8) | id[index];
        }
        return true;
    }

    static ulong Mix(ulong hash, ulong part)
    {
        hash = (hash ^ part) * 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 29);
    }
}
