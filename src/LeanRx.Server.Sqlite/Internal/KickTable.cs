using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Clients that were kicked, and when.</summary>
static class KickTable
{
    public static void Save(StoreConnection connection, ClientKick kick, long forgetBefore)
    {
        connection["DELETE FROM kick WHERE app = ?1 AND at < ?2"].Execute(kick.ApplicationId, forgetBefore);
        connection["INSERT INTO kick (app, client, at) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET at = excluded.at"]
            .Execute(kick.ApplicationId, kick.ClientId, kick.At);
    }

    public static IReadOnlyList<ClientKick> Find(StoreConnection connection, string app) =>
        connection["SELECT app, client, at FROM kick WHERE app = ?1 ORDER BY at, client"]
            .List(row => new ClientKick { ApplicationId = row.Text(0), ClientId = row.Text(1), At = row.Long(2) }, app);
}
