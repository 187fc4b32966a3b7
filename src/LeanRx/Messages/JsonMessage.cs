using System.Text.Json.Nodes;

namespace LeanRx;

// S146
/// <summary>A JSON object of the application's own, without a type.</summary>
/// <param name="Content">The object. Treat it as read-only: other observers see the same one.</param>
public sealed record JsonMessage(JsonObject Content) : Message;
