namespace LeanRx.Server.Runtime.Internal;

/// <summary>The time that the ids of messages begin with, so that a store finds a message by its id in the order of times.</summary>
internal static class MessageIdTime
{
    /// <summary>The length of a message id.</summary>
    public const int IdLength = 22;

    /// <summary>The length of the time in it.</summary>
    public const int Length = 8;

    /// <summary>64 characters whose ordinal order is the order of the values they stand for.</summary>
    const string Alphabet = "-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    /// <summary>Milliseconds between the year 1, where a virtual clock may begin, and 1970: no time in an id is negative.</summary>
    const long YearOne = 62_135_596_800_000;

    /// <summary>The time that an id tells, milliseconds since 1970 UTC. Null for one that tells none; other ids may happen to tell one.</summary>
    public static long? Of(string messageId)
    {
        if (messageId.Length != IdLength)
            return null;
        var value = 0L;
        foreach (var character in messageId.AsSpan(0, Length))
        {
            var digit = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (digit < 0)
                return null;
            value = (value << 6) | (long)digit;
        }
        return value - YearOne;
    }

    public static void Write(Span<char> target, long milliseconds) => WriteNumber(target, milliseconds + YearOne);

    public static void WriteNumber(Span<char> target, long value)
    {
        for (var index = target.Length - 1; index >= 0; index--, value >>= 6)
            target[index] = Alphabet[(int)(value & 63)];
    }
}
