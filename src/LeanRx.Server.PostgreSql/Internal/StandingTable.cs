using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>Roles, silence and blocks.</summary>
static class StandingTable
{
    static readonly Raw s_select = new("SELECT app, conversation, client, role, silenced_until, is_blocked, blocks_conversation FROM standing");

    public static ValueTask<List<MemberStanding>> OfConversationAsync(Session session, string app, string conversation, CancellationToken cancellationToken) =>
        session.ListAsync($"{s_select} WHERE app = {app} AND conversation = {conversation} ORDER BY client", Read, cancellationToken);

    public static ValueTask<List<MemberStanding>> OfClientAsync(Session session, string app, string client, CancellationToken cancellationToken) =>
        session.ListAsync($"{s_select} WHERE app = {app} AND client = {client} ORDER BY conversation", Read, cancellationToken);

    public static void Save(Batch batch, IEnumerable<MemberStanding> standings)
    {
        foreach (var standing in standings)
        {
            if (standing.IsOrdinary)
                batch.Execute($"DELETE FROM standing WHERE app = {standing.ApplicationId} AND conversation = {standing.ConversationId} AND client = " +
                    $"{standing.ClientId}");
            else batch.Execute($"""
                INSERT INTO standing (app, conversation, client, role, silenced_until, is_blocked, blocks_conversation)
                VALUES ({standing.ApplicationId}, {standing.ConversationId}, {standing.ClientId}, {standing.Role},
                    {standing.SilencedUntil}, {standing.IsBlocked},
                    {standing.BlocksConversation})
                ON CONFLICT (app, conversation, client) DO UPDATE SET role = excluded.role, silenced_until = excluded.silenced_until,
                    is_blocked = excluded.is_blocked, blocks_conversation = excluded.blocks_conversation
                """);
        }
    }

    public static void Delete(Batch batch, string app, string conversation) =>
        batch.Execute($"DELETE FROM standing WHERE app = {app} AND conversation = {conversation}");

    static MemberStanding Read(Row row) => new()
    {
        ApplicationId = row.Text(0),
        ConversationId = row.Text(1),
        ClientId = row.Text(2),
        Role = row.TextOrNull(3),
        SilencedUntil = row.LongOrNull(4),
        IsBlocked = row.Bool(5),
        BlocksConversation = row.Bool(6),
    };
}
