using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>Who sees messages that are not for everybody: their recipients and their sender, each with its own thread in order.</summary>
static class AddresseeTable
{
    /// <summary>A further condition: the client sees the message.</summary>
    public static Statement Sees(string message, string client) =>
        $" AND ({new Raw(message)}.recipients IS NULL OR {HasInThread(message, client)})";

    /// <summary>A condition: the message belongs to the thread of the client.</summary>
    public static Statement HasInThread(string message, string client)
    {
        var of = new Raw(message);
        return $"({of}.recipients IS NOT NULL AND ({of}.sender = {client} OR {client} = ANY ({of}.recipients)))";
    }

    /// <summary>A further part of the statement that stores the message, once it is stored; null for a message that is for everybody.</summary>
    public static Statement? Add(StoredMessage message)
    {
        if (message.Recipients.IsDefaultOrEmpty) return null;
        var clients = message.Recipients.Append(message.From).Distinct(StringComparer.Ordinal);
        return $"""
            , seen AS (
                INSERT INTO addressee (app, conversation, client, timestamp, id)
                SELECT s.app, s.conversation, c.client, s.timestamp, s.id FROM stored s CROSS JOIN unnest({clients}) AS c(client))
            """;
    }
}
