using System.Text.Json;
using LeanRx.Server;

namespace LeanRx.Cli.Importing.Rows;

/// <summary>That a client subscribes to a service conversation.</summary>
/// <param name="ConversationId">The service conversation.</param>
/// <param name="ClientId">The client.</param>
/// <param name="Since">Since when, milliseconds since 1970 UTC.</param>
sealed record SubscriberRow(string ConversationId, string ClientId, long Since)
{
    /// <exception cref="FormatException">It is none; the message is a clause.</exception>
    public static SubscriberRow Read(JsonElement row) => new(
        ObjectRows.Text(row, "conv_id"),
        ObjectRows.Text(row, "subscriber"),
        row.TryGetProperty("timestamp", out var time) && JsonTime.Of(time) is { } since ? since
            : throw new FormatException("its timestamp is no time between the years 1 and 9999"));
}
