using System.Security.Cryptography;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>A row that is written to see whether writing works, and read again by way of the file's name.</summary>
static class StoreCheck
{
    /// <summary>Two pages and a bit: a disk that is full has no room for them.</summary>
    const int Bytes = 10_000;

    public static ReadOnlyMemory<byte> Write(StoreConnection connection)
    {
        var value = RandomNumberGenerator.GetBytes(Bytes);
        connection["INSERT INTO meta (name, value) VALUES ('check', ?1) ON CONFLICT DO UPDATE SET value = excluded.value"].Execute(value);
        return value;
    }

    /// <summary>Whether the file of that name has it: the one that is open may have been deleted, moved or replaced.</summary>
    public static bool IsThere(StoreFile file, ReadOnlyMemory<byte> written)
    {
        using var connection = file.OpenReader();
        var found = connection["SELECT value FROM meta WHERE name = 'check'"].FirstOrDefault(row => row.Octets(0).ToArray());
        return found is not null && found.AsSpan().SequenceEqual(written.Span);
    }
}
