using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>Clients that were kicked, and when.</summary>
static class KickTable
{
    public static void Save(Batch batch, ClientKick kick, long forgetBefore)
    {
        batch.Execute($"DELETE FROM kick WHERE app = {kick.ApplicationId} AND at < {forgetBefore}");
        batch.Execute(
            $"INSERT INTO kick (app, client, at) VALUES ({kick.ApplicationId}, {kick.ClientId}, {kick.At}) ON CONFLICT (app, client) DO UPDATE SET at = " +
                $"excluded.at");
    }

    public static ValueTask<List<ClientKick>> FindAsync(Session session, string app, CancellationToken cancellationToken) =>
        session.ListAsync(
            $"SELECT app, client, at FROM kick WHERE app = {app} ORDER BY at, client",
            row => new ClientKick { ApplicationId = row.Text(0), ClientId = row.Text(1), At = row.Long(2) }, cancellationToken);
}
