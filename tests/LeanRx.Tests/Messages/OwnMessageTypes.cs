using System.Text.Json.Serialization;

namespace LeanRx.Tests.Messages;

/// <summary>A type as an application declares it.</summary>
public sealed record EmojiMessage(string Emoji) : TypedMessage
{
    public int Size { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];
}

/// <summary>One with names of its own and a rule.</summary>
public sealed record ScoreMessage : TypedMessage
{
    readonly int _score;

    [JsonPropertyName("score")]
    public int Score
    {
        get => _score;
        init => _score = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A score is not negative.");
    }
}

[JsonSerializable(typeof(EmojiMessage))]
[JsonSerializable(typeof(ScoreMessage))]
[JsonSerializable(typeof(TextMessage))]
sealed partial class OwnJson : JsonSerializerContext;
