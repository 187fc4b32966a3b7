namespace LeanRx.Protocol.Tests;

/// <summary>Damages payloads, as a broken or hostile peer would.</summary>
sealed class Damage(Random random, IReadOnlyList<byte[]> others)
{
    static readonly byte[][] s_splinters =
    [
        [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], // a number without end
        [0x22, 0xFF, 0xFF, 0xFF, 0xFF, 0x07], // a text that claims two gigabytes
        [0xF2, 0x06, 0x80, 0x80, 0x80, 0x80, 0x08], // a sub-message that claims a negative length
        [0x0B, 0x0B, 0x0B, 0x0B, 0x0C], // groups
        [0x08, 0x7F], // a command without name
        [0x10, 0xFF, 0x01], // an operation without name
        [0xED, 0xA0, 0x80], // half of a surrogate pair
        [.. "\"\\ud800\""u8],
        [.. "[[[[[[[["u8],
        [.. "1e999"u8],
        [.. "null"u8],
        [.. "},{"u8],
    ];

    /// <summary>
    /// A payload with up to four things wrong in it, one most often; or bytes by chance. Whole ones are among them, so that what is damaged meets a server at
    /// work.
    /// </summary>
    public byte[] Next()
    {
        if (random.Next(20) == 0)
            return Bytes(random.Next(200));
        var bytes = others[random.Next(others.Count)].ToList();
        for (var edits = random.Next(4) switch { 0 => 0, 1 or 2 => 1, _ => random.Next(2, 5) }; edits > 0 && bytes.Count > 0; edits--)
            Edit(bytes);
        return [.. bytes];
    }

    void Edit(List<byte> bytes)
    {
        var place = random.Next(bytes.Count);
        switch (random.Next(7))
        {
            case 0:
                bytes[place] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[place] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(place, bytes.Count - place);
                break;
            case 3:
                bytes.RemoveRange(place, Math.Min(bytes.Count - place, random.Next(1, 20)));
                break;
            case 4:
                bytes.InsertRange(place, s_splinters[random.Next(s_splinters.Length)]);
                break;
            case 5:
                bytes.InsertRange(place, bytes.GetRange(place, Math.Min(bytes.Count - place, random.Next(40))));
                break;
            default:
                var other = others[random.Next(others.Count)];
                bytes.InsertRange(place, other.AsSpan(random.Next(other.Length + 1)));
                break;
        }
    }

    byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
