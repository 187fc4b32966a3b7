using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace LeanRx.Server.Sessions.Internal;

/// <summary>Counts different texts in 16 KiB, however many come: a HyperLogLog, whose standard error is 0.8 per cent.</summary>
internal sealed class DistinctCounter
{
    const int IndexBits = 14;
    const int Registers = 1 << IndexBits;

    /// <summary>The correction for so many registers, alpha of Flajolet and others.</summary>
    const double Alpha = 0.7213 / (1 + (1.079 / Registers));

    readonly byte[] _highest = new byte[Registers];

    public int Count
    {
        get
        {
            var estimate = Alpha * Registers * Registers / _highest.Sum(rank => Math.ScaleB(1, -rank));
            var empty = _highest.Count(rank => rank == 0);
            return (int)Math.Round(estimate <= 2.5 * Registers && empty > 0 ? Registers * Math.Log((double)Registers / empty) : estimate);
        }
    }

    public void Add(string text)
    {
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan()), digest);
        var hash = BinaryPrimitives.ReadUInt64LittleEndian(digest);
        var rank = (byte)(BitOperations.LeadingZeroCount((hash << IndexBits) | (1UL << (IndexBits - 1))) + 1);
        ref var highest = ref _highest[hash >> (64 - IndexBits)];
        highest = Math.Max(highest, rank);
    }
}
