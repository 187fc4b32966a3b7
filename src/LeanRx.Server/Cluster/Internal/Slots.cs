using System.Numerics;

namespace LeanRx.Server.Cluster.Internal;

/// <summary>
/// The parts into which conversations and clients fall, so that each part can have one owner among several nodes. What an id falls into never changes.
/// </summary>
internal static class Slots
{
    public const int Count = 1024;

    /// <summary>The slot of a conversation or of a client: CRC-32C of application and id in UTF-16, a zero between them, cut to ten bits.</summary>
    public static int Of(string applicationId, string id) => (int)(Add(Add(Add(uint.MaxValue, applicationId), "\0"), id) ^ uint.MaxValue) & (Count - 1);

    static uint Add(uint crc, string text)
    {
        foreach (var unit in text)
            crc = BitOperations.Crc32C(crc, unit);
        return crc;
    }
}
