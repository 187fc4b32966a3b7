using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LeanRx.Server.Options.Internal;

/// <summary>
/// Chance that nobody can foretell from what came before: whoever knows an id of his own must not find those of others. Fetched in blocks, for one call into
/// the system costs more than an id.
/// </summary>
internal sealed class SecureRandom : Random
{
    readonly byte[] _block = new byte[4096];
    int _used = int.MaxValue;

    public override long NextInt64() => (long)(NextUInt64() >> 1);

    public override int Next() => Next(int.MaxValue);

    public override int Next(int maxValue) => Next(0, maxValue);

    public override int Next(int minValue, int maxValue) =>
        maxValue <= minValue ? base.Next(minValue, maxValue) : RandomNumberGenerator.GetInt32(minValue, maxValue);

    public override void NextBytes(byte[] buffer) => RandomNumberGenerator.Fill(buffer);

    public override void NextBytes(Span<byte> buffer) => RandomNumberGenerator.Fill(buffer);

    /// <summary>53 bits, as many as a double has.</summary>
    protected override double Sample() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    ulong NextUInt64()
    {
        if (_used > _block.Length - sizeof(ulong))
        {
            RandomNumberGenerator.Fill(_block);
            _used = 0;
        }

        var place = _block.AsSpan(_used, sizeof(ulong));
        _used += sizeof(ulong);
        var value = BinaryPrimitives.ReadUInt64LittleEndian(place);
        place.Clear();
        return value;
    }
}
