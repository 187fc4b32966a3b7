using System.Security.Cryptography;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>A row that is written to see whether writing works, and read again by those who read.</summary>
static class StoreProbe
{
    /// <summary>A page and a bit: a disk that is full has no room for them.</summary>
    const int Bytes = 10_000;

    public static async ValueTask RunAsync(Readers readers, WriteQueue writes, CancellationToken cancellationToken)
    {
        // Each has a row of its own: other nodes, and others here, check at the same time.
        long number = RandomNumberGenerator.GetInt32(int.MaxValue);
        var written = RandomNumberGenerator.GetBytes(Bytes);
        await writes.TryAsync(
            batch => batch.Execute(
                $"INSERT INTO probe (number, value) VALUES ({number}, {written}) ON CONFLICT (number) DO UPDATE SET value = excluded.value"), cancellationToken)
            .ConfigureAwait(false);
        try
        {
            var found = await readers.RunAsync(
                session => session.FirstOrDefaultAsync($"SELECT value FROM probe WHERE number = {number}", row => row.Octets(0), cancellationToken),
                cancellationToken)
                .ConfigureAwait(false);
            if (found is null || !found.AsSpan().SequenceEqual(written)) throw new IOException("The store does not find what it has written: reads go to " +
                "another database.");
        }
        finally
        {
            await writes.TryAsync(batch => batch.Execute($"DELETE FROM probe WHERE number = {number}"), cancellationToken).ConfigureAwait(false);
        }
    }
}
