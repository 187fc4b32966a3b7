using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Who sees messages that are not for everybody: their recipients and their sender, each with its own thread in order.</summary>
static class AddresseeTable
{
    /// <summary>A condition: the client sees the message.</summary>
    public static string Sees(string message, string client) => $"({message}.recipients IS NULL OR {HasInThread(message, client)})";

    /// <summary>A condition: the message belongs to the thread of the client.</summary>
    public static string HasInThread(string message, string client) => $"""
        EXISTS (SELECT 1 FROM addressee s WHERE s.app = {message}.app AND s.conversation = {message}.conversation AND s.client = {client}
            AND s.timestamp = {message}.timestamp AND s.id = {message}.id)
        """;

    public static void Add(StoreConnection connection, StoredMessage message)
    {
        foreach (var client in Of(message))
            connection["INSERT INTO addressee (app, conversation, client, timestamp, id) VALUES (?1, ?2, ?3, ?4, ?5)"]
                .Execute(message.ApplicationId, message.ConversationId, client, message.Timestamp, message.Id);
    }

    public static void Remove(StoreConnection connection, StoredMessage message)
    {
        foreach (var client in Of(message))
            connection["DELETE FROM addressee WHERE app = ?1 AND conversation = ?2 AND client = ?3 AND timestamp = ?4 AND id = ?5"]
                .Execute(message.ApplicationId, message.ConversationId, client, message.Timestamp, message.Id);
    }

    public static void Delete(StoreConnection connection, string app, string conversation) =>
        connection["DELETE FROM addressee WHERE app = ?1 AND conversation = ?2"].Execute(app, conversation);

    static IEnumerable<string> Of(StoredMessage message) =>
        message.Recipients.IsDefaultOrEmpty ? [] : message.Recipients.Append(message.From).Distinct(StringComparer.Ordinal);
}
