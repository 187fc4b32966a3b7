using System.Text.Json.Nodes;

namespace LeanRx;

// S146
/// <summary>A message that is a JSON object of the application's own, without a message type.</summary>
public sealed record JsonMessage : Message
{
    /// <summary>Creates a message.</summary>
    public JsonMessage(JsonObject content) => Content = content;

    /// <summary>The object.</summary>
    /// <remarks>Treat that of a received message as read-only: all observers share it.</remarks>
    public JsonObject Content { get; init; }
}
