namespace LeanRx;

/// <summary>An entry of <see cref="Conversation.Timeline"/>: <see cref="MessageAdded"/>, <see cref="MessageChanged"/> or <see cref="Gap"/>.</summary>
public abstract record TimelineEntry
{
    private protected TimelineEntry()
    {
    }

    /// <summary>A message, from history or as it arrives.</summary>
    public sealed record MessageAdded : TimelineEntry
    {
        /// <summary>The message.</summary>
        public required Message Message { get; init; }
    }

    /// <summary>A message delivered earlier was edited or recalled.</summary>
    public sealed record MessageChanged : TimelineEntry
    {
        /// <summary>The change.</summary>
        public required MessageChange Change { get; init; }
    }

    // law 8
    /// <summary>Marks a gap: messages after the previous entry may be missing before the next one.</summary>
    public sealed record Gap : TimelineEntry
    {
        /// <summary>The time of the last message before the gap.</summary>
        public required DateTimeOffset After { get; init; }

        /// <summary>Why the messages could not be fetched.</summary>
        public required Exception Cause { get; init; }
    }
}
