using LeanRx.Server.Hosting;
using LeanRx.Server.PostgreSql.Internal;
using LeanRx.Server.Storage;
using Orleans.Runtime;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>What the database says of nodes and slots, and the claims of this node.</summary>
sealed class ClusterRows(Readers source, Writer writer, ClusterNode self)
{
    /// <summary>
    /// So long after a node was given up its slots are claimed, unless it is known to be gone: until then it may answer from what it remembers. Longer than
    /// <see cref="Membership.Trust"/>, by what a commit may take.
    /// </summary>
    static readonly Raw s_grace = new("interval '1200 milliseconds'");

    /// <summary>Why a node has ended of which the table says that it is dead.</summary>
    public const string GivenUp = "the others found it not to answer, and have taken over what it owned. Start it again.";

    readonly string _self = self.ToString();

    /// <summary>The nodes that are there; or why this one is no longer.</summary>
    public async Task<(ClusterView? View, string WhyNot)> ReadViewAsync()
    {
        var rows = await source.RunAsync(session => session.ListAsync(
            $"""
            SELECT c.version, n.name, n.status, n.serves, {writer.IsOurs} FROM cluster c CROSS JOIN cluster_node n
            WHERE n.status BETWEEN {ClusterTables.Active} AND {(long)SiloStatus.Stopping} ORDER BY n.name
            """,
            row => (Version: row.Long(0), Name: row.Text(1), MayOwn: row.Long(2) == ClusterTables.Active && row.Bool(3), IsOurs: row.Bool(4)), default),
            default).ConfigureAwait(false);
        return rows.Find(row => row.Name == _self) is not { Name: not null } own
            ? (null, GivenUp)
            : !own.IsOurs ? (null, "another server has taken its place. Start it again when that one has ended.")
            : (new ClusterView(own.Version, [.. rows.Select(static row => new Member(NodeName.Parse(row.Name), row.MayOwn))]), "");
    }

    /// <summary>The other nodes of which the table says that they are there, and for how long each has not said so.</summary>
    public async Task<IReadOnlyList<(ClusterNode Node, TimeSpan Silence)>> ReadActiveAsync() => await source.RunAsync(session => session.ListAsync(
        $"""
        SELECT name, {DatabaseClock.Now} - alive FROM cluster_node
        WHERE status BETWEEN {ClusterTables.Active} AND {(long)SiloStatus.Stopping} AND name <> {_self}
        """,
        row => (NodeName.Parse(row.Text(0)), TimeSpan.FromMilliseconds(row.Long(1))), default), default).ConfigureAwait(false);

    /// <summary>Says in which form nodes speak to each other from now on, unless others are there that speak in another one.</summary>
    /// <returns>Those; none where it was said.</returns>
    public async Task<IReadOnlyList<string>> SayFormAsync(long form)
    {
        var others = new Raw($"n.status BETWEEN {ClusterTables.Active} AND {(long)SiloStatus.Stopping}");
        return await source.RunAsync(session => session.ListAsync(
            $"""
            WITH said AS (
                UPDATE cluster SET form = {form}
                WHERE form = {form} OR NOT EXISTS (SELECT 1 FROM cluster_node n WHERE {others} AND n.name <> {_self}) RETURNING 1)
            SELECT n.name FROM cluster_node n WHERE {others} AND n.name <> {_self} AND NOT EXISTS (SELECT 1 FROM said) ORDER BY n.name
            """,
            row => row.Text(0), default), default).ConfigureAwait(false);
    }

    /// <summary>Says that a node is dead.</summary>
    /// <param name="isGone">Whether its process answers nobody any more, so that nobody has to wait for it.</param>
    public Task GiveUpAsync(ClusterNode node, bool isGone) => source.RunAsync(session => session.ExecuteAsync(
        $"""
        WITH changed AS (
            UPDATE cluster SET version = version + 1
            WHERE EXISTS (SELECT 1 FROM cluster_node WHERE name = {node.ToString()} AND status <> {ClusterTables.Dead}) RETURNING 1)
        UPDATE cluster_node SET etag = etag + 1, status = {ClusterTables.Dead}, changed = clock_timestamp(), is_gone = {isGone}
        WHERE name = {node.ToString()} AND EXISTS (SELECT 1 FROM changed)
        """, default), default).AsTask();

    /// <summary>Says whether slots may go to this node.</summary>
    public Task SayServesAsync(bool serves) =>
        source.RunAsync(session => session.ExecuteAsync($"UPDATE cluster_node SET serves = {serves} WHERE name = {_self}", default), default).AsTask();

    /// <summary>Says that a node which was given up has ended, so that nobody waits for what it may remember.</summary>
    public Task SayGoneAsync(ClusterNode node) => source.RunAsync(session => session.ExecuteAsync(
        $"UPDATE cluster_node SET is_gone = true WHERE name = {node.ToString()} AND status = {ClusterTables.Dead} AND NOT is_gone", default), default).AsTask();

    /// <summary>All slots, ascending.</summary>
    public async Task<IReadOnlyList<SlotRow>> ReadSlotsAsync() => await source.RunAsync(session => session.ListAsync(
        $"SELECT id, epoch, owner FROM slot ORDER BY id",
        row => new SlotRow(new SlotClaim((int)row.Long(0), row.Long(1)), row.Text(2) is { Length: > 0 } owner && owner.Contains('#', StringComparison.Ordinal)
            ? NodeName.Parse(owner) : null), default), default).ConfigureAwait(false);

    /// <summary>
    /// Claims slots for this node, of those whose latest claim is the one that is told: what it owned itself, what its owner has released, and what is owned
    /// by nobody who is there. None where this node may not claim.
    /// </summary>
    /// <param name="slots">Ascending: in that order they are locked, one by one, as a join would not look them up where the planner may not sort.</param>
    public async Task<IReadOnlyList<SlotClaim>> ClaimAsync(IReadOnlyList<(SlotClaim Claim, bool IsReleased)> slots) =>
        await source.RunAsync(session => session.ListAsync(
            $"""
            WITH claimant AS MATERIALIZED (SELECT 1 FROM cluster_node WHERE name = {_self} AND status = {ClusterTables.Active} FOR SHARE),
            claimed AS MATERIALIZED (
                SELECT h.id FROM unnest({slots.Select(static slot => (long)slot.Claim.Slot)}, {slots.Select(static slot => slot.Claim.Epoch)},
                    {slots.Select(static slot => slot.IsReleased)}) AS w(id, epoch, is_released)
                CROSS JOIN LATERAL (
                    SELECT s.id FROM slot s WHERE s.id = w.id AND s.epoch = w.epoch AND EXISTS (SELECT 1 FROM claimant) AND {writer.IsOurs}
                        AND (s.owner = {_self} OR w.is_released OR NOT EXISTS (
                            SELECT 1 FROM cluster_node n WHERE n.name = s.owner
                                AND (n.status <> {ClusterTables.Dead} OR NOT n.is_gone AND n.changed > clock_timestamp() - {s_grace})))
                    FOR NO KEY UPDATE) h)
            UPDATE slot s SET epoch = s.epoch + 1, owner = {_self}, since = now() FROM claimed c WHERE s.id = c.id RETURNING s.id, s.epoch
            """,
            row => new SlotClaim((int)row.Long(0), row.Long(1)), default), default).ConfigureAwait(false);
}
