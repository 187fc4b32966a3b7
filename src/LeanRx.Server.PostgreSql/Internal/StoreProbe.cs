using System.Security.Cryptography;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>
/// A row of this store alone, since other nodes check at the same time: it is written to see whether writing works, and read again by those who read. A check
/// that is given up leaves it to the next one.
/// </summary>
sealed class StoreProbe(Readers readers, WriteQueue writes)
{
    /// <summary>A page and a bit: a disk that is full has no room for them.</summary>
    const int Bytes = 10_000;

    readonly long _number = RandomNumberGenerator.GetInt32(int.MaxValue);
    readonly SemaphoreSlim _checking = new(1, 1);

    public async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        await _checking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var written = RandomNumberGenerator.GetBytes(Bytes);
            await writes.TryAsync(batch => batch.Execute(
                $"INSERT INTO probe (number, value) VALUES ({_number}, {written}) ON CONFLICT (number) DO UPDATE SET value = excluded.value"),
                cancellationToken).ConfigureAwait(false);
            var found = await readers.RunAsync(
                session => session.FirstOrDefaultAsync($"SELECT value FROM probe WHERE number = {_number}", row => row.Octets(0), cancellationToken),
                cancellationToken).ConfigureAwait(false);
            if (found is null || !found.AsSpan().SequenceEqual(written)) throw new IOException("The store does not find what it has written: reads go to " +
                "another database.");
            await writes.TryAsync(batch => batch.Execute($"DELETE FROM probe WHERE number = {_number}"), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _checking.Release();
        }
    }
}
