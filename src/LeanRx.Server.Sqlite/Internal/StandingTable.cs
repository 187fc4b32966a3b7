using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Roles, silence and blocks.</summary>
static class StandingTable
{
    const string Select = "SELECT app, conversation, client, role, silenced_until, is_blocked, blocks_conversation FROM standing";

    const string Upsert = """
        INSERT INTO standing (app, conversation, client, role, silenced_until, is_blocked, blocks_conversation) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT DO UPDATE SET role = excluded.role, silenced_until = excluded.silenced_until, is_blocked = excluded.is_blocked,
            blocks_conversation = excluded.blocks_conversation
        """;

    public static IReadOnlyList<MemberStanding> OfConversation(StoreConnection connection, string app, string conversation) =>
        connection[$"{Select} WHERE app = ?1 AND conversation = ?2 ORDER BY client"].List(Read, app, conversation);

    public static IReadOnlyList<MemberStanding> OfClient(StoreConnection connection, string app, string client) =>
        connection[$"{Select} INDEXED BY standing_by_client WHERE app = ?1 AND client = ?2 ORDER BY conversation"].List(Read, app, client);

    public static void Save(StoreConnection connection, IEnumerable<MemberStanding> standings)
    {
        foreach (var standing in standings)
        {
            if (standing.IsOrdinary) connection["DELETE FROM standing WHERE app = ?1 AND conversation = ?2 AND client = ?3"]
                .Execute(standing.ApplicationId, standing.ConversationId, standing.ClientId);
            else connection[Upsert].Execute(standing.ApplicationId, standing.ConversationId, standing.ClientId, standing.Role, standing.SilencedUntil,
                standing.IsBlocked, standing.BlocksConversation);
        }
    }

    public static void Delete(StoreConnection connection, string app, string conversation) =>
        connection["DELETE FROM standing WHERE app = ?1 AND conversation = ?2"].Execute(app, conversation);

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
