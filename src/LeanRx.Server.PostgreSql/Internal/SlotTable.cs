using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>The slots, and which claim of each is the latest.</summary>
static class SlotTable
{
    /// <summary>What makes the table. Every slot has a row from the beginning, so that none is ever missing.</summary>
    public static readonly string Sql = $"""
        CREATE TABLE slot (id bigint PRIMARY KEY, epoch bigint NOT NULL, owner text NOT NULL, since timestamptz NOT NULL) WITH (fillfactor = 50);
        INSERT INTO slot (id, epoch, owner, since) SELECT id, 0, '', now() FROM generate_series(0, {Slots.Count - 1}) id;
        """;

    /// <summary>
    /// The slots of claims that are the latest, kept from being claimed anew until the transaction ends. They are locked in the order of the claims.
    /// </summary>
    public static Statement Held(IReadOnlyList<SlotClaim> claims) => $"""
        SELECT h.id FROM unnest({claims.Select(claim => (long)claim.Slot)}, {claims.Select(claim => claim.Epoch)}) AS w(slot, epoch)
        CROSS JOIN LATERAL (SELECT id FROM slot WHERE id = w.slot AND epoch = w.epoch FOR SHARE) h
        """;

    /// <summary>Those of some claims that are not the latest.</summary>
    public static async ValueTask<IReadOnlySet<SlotClaim>> VoidAsync(Session session, IReadOnlyList<SlotClaim> claims) =>
        (await session.ListAsync(
            $"""
            SELECT w.slot, w.epoch FROM unnest({claims.Select(claim => (long)claim.Slot)}, {claims.Select(claim => claim.Epoch)}) AS w(slot, epoch)
            LEFT JOIN slot s ON s.id = w.slot WHERE s.epoch IS DISTINCT FROM w.epoch
            """,
            row => new SlotClaim((int)row.Long(0), row.Long(1)), default).ConfigureAwait(false)).ToHashSet();

    /// <summary>Claims slots, if a condition holds. It waits for the transactions that hold them.</summary>
    public static async ValueTask<IReadOnlyList<SlotClaim>> ClaimAsync(Session session, IReadOnlyList<int> slots, string node, Statement condition,
        CancellationToken cancellationToken) => [.. (await session.ListAsync(
            $"""
            WITH claimed AS MATERIALIZED (
                SELECT id FROM slot WHERE id = ANY ({slots.Select(slot => (long)slot)}) AND {condition} ORDER BY id FOR NO KEY UPDATE)
            UPDATE slot s SET epoch = s.epoch + 1, owner = {node}, since = now() FROM claimed c WHERE s.id = c.id RETURNING s.id, s.epoch
            """,
            row => new SlotClaim((int)row.Long(0), row.Long(1)), cancellationToken).ConfigureAwait(false)).OrderBy(claim => claim.Slot)];
}
