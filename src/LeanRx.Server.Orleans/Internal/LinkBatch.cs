using System.Buffers.Binary;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>Items that travel together: the version of the form, then each after its length in four bytes.</summary>
static class LinkBatch
{
    public const byte Version = 2;

    public static byte[] Write(IReadOnlyCollection<ReadOnlyMemory<byte>> items)
    {
        var batch = new byte[1 + items.Sum(static item => sizeof(int) + item.Length)];
        batch[0] = Version;
        var rest = batch.AsSpan(1);
        foreach (var item in items)
        {
            BinaryPrimitives.WriteInt32LittleEndian(rest, item.Length);
            item.Span.CopyTo(rest[sizeof(int)..]);
            rest = rest[(sizeof(int) + item.Length)..];
        }
        return batch;
    }

    /// <exception cref="FormatException">It has another form.</exception>
    public static List<ReadOnlyMemory<byte>> Read(ReadOnlyMemory<byte> batch)
    {
        if (batch.IsEmpty || batch.Span[0] != Version)
            throw new FormatException($"A node sent a batch of version {(batch.IsEmpty ? "none" : batch.Span[0])}, and this one knows version {Version}.");
        List<ReadOnlyMemory<byte>> items = [];
        for (var rest = batch[1..]; !rest.IsEmpty;)
        {
            var length = rest.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(rest.Span);
            if (length < 0 || length > rest.Length - sizeof(int))
                throw new FormatException("A node sent a batch that ends within an item.");
            items.Add(rest.Slice(sizeof(int), length));
            rest = rest[(sizeof(int) + length)..];
        }
        return items;
    }
}
