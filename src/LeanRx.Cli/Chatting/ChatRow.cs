namespace LeanRx.Cli.Chatting;

/// <summary>What a row of the chat is.</summary>
enum ChatRowKind
{
    /// <summary>Somebody's message.</summary>
    Message,

    /// <summary>What happens around the conversation.</summary>
    Note,

    /// <summary>What did not work.</summary>
    Warning,
}

/// <summary>Something that a chat tells.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Time">When it was.</param>
/// <param name="Text">What is told.</param>
sealed record ChatRow(ChatRowKind Kind, DateTimeOffset Time, string Text)
{
    /// <summary>Whose message it is; empty for what is none.</summary>
    public string From { get; init; } = "";

    /// <summary>Whether it is this person's own message.</summary>
    public bool IsOwn { get; init; }

    public MessageMark Mark { get; init; }

    /// <summary>By which its mark changes later; null for what has none.</summary>
    public string? Key { get; init; }
}
