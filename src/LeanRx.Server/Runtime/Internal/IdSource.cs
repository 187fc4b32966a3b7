namespace LeanRx.Server.Runtime.Internal;

/// <summary>Makes ids. Chance comes from the options' source, which is not safe for several threads and so stands behind a lock.</summary>
internal sealed class IdSource(Random random)
{
    /// <summary>64 characters whose ordinal order is the order of the values they stand for.</summary>
    const string Alphabet = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    /// <summary>Milliseconds between the year 1, where a virtual clock may begin, and 1970: no time in an id is negative.</summary>
    const long YearOne = 62_135_596_800_000;

    const int MessageIdLength = 22;
    const int TimeLength = 8;
    const int CountLength = 7;

    long _count;

    /// <summary>
    /// A message id: 48 bits of time, 42 bits that count upwards, 42 bits of chance. Ids of one millisecond sort in the order of their making.
    /// </summary>
    public string NextMessageId(long milliseconds) =>
        string.Create(MessageIdLength, (milliseconds + YearOne, Interlocked.Increment(ref _count), NextInt64()), static (span, parts) =>
        {
            Write(span[..TimeLength], parts.Item1);
            Write(span.Slice(TimeLength, CountLength), parts.Item2);
            Write(span[(TimeLength + CountLength)..], parts.Item3);
        });

    /// <summary>An object id: 24 hexadecimal digits, seconds first.</summary>
    public string NextObjectId(long milliseconds) => $"{(uint)(milliseconds / 1000):x8}{NextInt64():x16}";

    /// <summary>A client id for those who come without one.</summary>
    public string NextClientId() => $"{NextInt64():x16}{NextInt64():x16}";

    static void Write(Span<char> target, long value)
    {
        for (var index = target.Length - 1; index >= 0; index--, value >>= 6)
            target[index] = Alphabet[(int)(value & 63)];
    }

    long NextInt64()
    {
        lock (random)
            return random.NextInt64();
    }
}
