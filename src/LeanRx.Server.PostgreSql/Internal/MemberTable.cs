using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>Members of conversations, numbered in the order in which they joined.</summary>
static class MemberTable
{
    /// <summary>A column: the members of the conversation <c>c</c> in their order.</summary>
    public static readonly Raw OfConversation = new("ARRAY(SELECT client FROM member WHERE app = c.app AND conversation = c.id ORDER BY number)");

    /// <summary>Adds the members of a conversation that is not stored yet.</summary>
    public static void AddFirst(Batch batch, ConversationRecord conversation) => Add(batch, conversation, conversation.Members,
        $" WHERE NOT EXISTS (SELECT 1 FROM conversation WHERE app = {conversation.ApplicationId} AND id = {conversation.Id})");

    public static void Add(Batch batch, ConversationRecord conversation, IEnumerable<string> clients) => Add(batch, conversation, clients, null);

    public static void Remove(Batch batch, ConversationRecord conversation, IEnumerable<string> clients) => batch.Execute(
        $"DELETE FROM member WHERE app = {conversation.ApplicationId} AND client = ANY ({clients}) AND conversation = {conversation.Id}");

    public static void Delete(Batch batch, string app, string conversation) =>
        batch.Execute($"DELETE FROM member WHERE app = {app} AND conversation = {conversation}");

    static void Add(Batch batch, ConversationRecord conversation, IEnumerable<string> clients, Statement? condition) => batch.Execute($"""
        INSERT INTO member (app, client, conversation, number)
        SELECT {conversation.ApplicationId}, u.client, {conversation.Id}, u.number + coalesce((
            SELECT number FROM member WHERE app = {conversation.ApplicationId} AND conversation = {conversation.Id} ORDER BY number DESC LIMIT 1), 0)
        FROM unnest({clients}) WITH ORDINALITY AS u(client, number){condition} ON CONFLICT DO NOTHING
        """);
}
