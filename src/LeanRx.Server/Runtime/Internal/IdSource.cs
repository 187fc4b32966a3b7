namespace LeanRx.Server.Runtime.Internal;

/// <summary>Makes ids. Chance comes from the options' source, which is not safe for several threads and so stands behind a lock.</summary>
internal sealed class IdSource(Random random)
{
    const int CountLength = 7;

    long _count;

    /// <summary>
    /// A message id: 48 bits of time, 42 bits that count upwards, 42 bits of chance. Ids of one millisecond sort in the order of their making.
    /// </summary>
    public string NextMessageId(long milliseconds) =>
        string.Create(MessageIdTime.IdLength, (milliseconds, Interlocked.Increment(ref _count), NextInt64()), static (span, parts) =>
        {
            MessageIdTime.Write(span[..MessageIdTime.Length], parts.milliseconds);
            MessageIdTime.WriteNumber(span.Slice(MessageIdTime.Length, CountLength), parts.Item2);
            MessageIdTime.WriteNumber(span[(MessageIdTime.Length + CountLength)..], parts.Item3);
        });

    /// <summary>An object id: 24 hexadecimal digits, seconds first.</summary>
    public string NextObjectId(long milliseconds) => $"{(uint)(milliseconds / 1000):x8}{NextInt64():x16}";

    /// <summary>A client id for those who come without one.</summary>
    public string NextClientId() => $"{NextInt64():x16}{NextInt64():x16}";

    long NextInt64()
    {
        lock (random)
            return random.NextInt64();
    }
}
