using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Members of conversations, numbered in the order in which they joined.</summary>
static class MemberTable
{
    /// <summary>A column: the members of the conversation <c>c</c> in their order, as a JSON array.</summary>
    public const string OfConversation =
        "(SELECT json_group_array(client ORDER BY number) FROM member INDEXED BY member_by_conversation WHERE app = c.app AND conversation = c.id)";

    const string Next =
        "SELECT number + 1 FROM member INDEXED BY member_by_conversation WHERE app = ?1 AND conversation = ?2 ORDER BY number DESC LIMIT 1";

    public static void Add(StoreConnection connection, ConversationRecord conversation, IEnumerable<string> clients)
    {
        var number = connection[Next].FirstOrDefault(row => row.Long(0), conversation.ApplicationId, conversation.Id);
        foreach (var client in clients)
            number += connection["INSERT INTO member (app, client, conversation, number) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING"]
                .Execute(conversation.ApplicationId, client, conversation.Id, number);
    }

    public static void Remove(StoreConnection connection, ConversationRecord conversation, IEnumerable<string> clients)
    {
        foreach (var client in clients)
            connection["DELETE FROM member WHERE app = ?1 AND client = ?2 AND conversation = ?3"]
                .Execute(conversation.ApplicationId, client, conversation.Id);
    }

    public static void Delete(StoreConnection connection, string app, string conversation) =>
        connection["DELETE FROM member INDEXED BY member_by_conversation WHERE app = ?1 AND conversation = ?2"].Execute(app, conversation);
}
