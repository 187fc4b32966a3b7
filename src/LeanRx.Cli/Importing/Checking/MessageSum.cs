using System.Buffers.Binary;
using LeanRx.Cli.Archive;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Cli.Importing.Checking;

/// <summary>How many messages there are, and a hash of them that does not hang on the order in which they are added.</summary>
sealed class MessageSum
{
    UInt128 _sum;

    public long Count { get; private set; }

    /// <summary>The place of the newest.</summary>
    public MessageKey Newest { get; private set; } = new(long.MinValue, "");

    /// <summary>32 hexadecimal digits: the sum of what <see cref="HashOf"/> gives.</summary>
    public string Hash => _sum.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    public bool IsSameAs(MessageSum other) => Count == other.Count && _sum == other._sum;

    public void Add(StoredMessage message, UInt128 hash)
    {
        Count++;
        _sum += hash;
        var key = new MessageKey(message.Timestamp, message.Id);
        if (key.CompareTo(Newest) > 0)
            Newest = key;
    }

    /// <summary>The first half of the SHA-256 of what a message says.</summary>
    public static UInt128 HashOf(StoredMessage message)
    {
        Span<byte> hash = stackalloc byte[MessageHash.Bytes];
        hash.Clear();
        MessageHash.Add(hash, message.Timestamp, message.Id, message.From, message.Data, message.IsBinary);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
