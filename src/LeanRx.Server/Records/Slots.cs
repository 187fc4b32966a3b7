using System.Numerics;

namespace LeanRx.Server.Storage;

/// <summary>The slots into which conversations and clients fall, so that each slot can have one owner among several nodes.</summary>
/// <remarks>The slot of an id never changes.</remarks>
public static class Slots
{
    /// <summary>How many slots there are: they are numbered from 0.</summary>
    public const int Count = 1024;

    /// <summary>Returns the slot of a conversation or of a client.</summary>
    /// <remarks>It is the CRC-32C of application and id in UTF-16, a zero between them, cut to ten bits.</remarks>
    /// <param name="id">The id of the conversation or of the client.</param>
    public static int Of(string applicationId, string id) => (int)(Add(Add(Add(uint.MaxValue, applicationId), "\0"), id) ^ uint.MaxValue) & (Count - 1);

    /// <summary>Throws if one of some numbers is not that of a slot.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such slot.</exception>
    public static void Validate(IReadOnlyCollection<int> slots)
    {
        ArgumentNullException.ThrowIfNull(slots);
        foreach (var slot in slots)
            if (slot is < 0 or >= Count)
                throw new ArgumentOutOfRangeException(nameof(slots), slot, $"Slots are numbered from 0 to {Count - 1}.");
    }

    static uint Add(uint crc, string text)
    {
        foreach (var unit in text)
            crc = BitOperations.Crc32C(crc, unit);
        return crc;
    }
}
