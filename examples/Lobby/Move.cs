using System.Text.Json.Nodes;
using LeanRx;

namespace Lobby;

/// <summary>What a player says of himself: where he is, how many cheeses he has, and how many of the room are gone.</summary>
public sealed record Move(string Player, int X, int Y, int Score = 0, int Round = 0)
{
    /// <summary>What a newcomer says, for the others to say where they are.</summary>
    public static JsonObject Hello { get; } = new() { ["hello"] = true };

    public JsonObject ToJson() => new() { ["x"] = X, ["y"] = Y, ["score"] = Score, ["round"] = Round };

    /// <summary>The move that a message tells; null for one that tells none, or one that cannot be.</summary>
    public static Move? Of(JsonMessage message) =>
        Number(message, "x", Board.Width) is { } x && Number(message, "y", Board.Height) is { } y && Number(message, "score", int.MaxValue) is { } score
            && Number(message, "round", int.MaxValue) is { } round ? new Move(message.From, x, y, score, round) : null;

    static int? Number(JsonMessage message, string name, int end) =>
        message.Content[name] is JsonValue value && value.TryGetValue(out int number) && number >= 0 && number < end ? number : null;
}
