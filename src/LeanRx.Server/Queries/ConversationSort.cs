namespace LeanRx.Server;

/// <summary>The <c>sort</c> of a conversation query: columns, comma-separated, <c>-</c> in front for descending (protocol.md §4.5.1).</summary>
public sealed class ConversationSort : IComparer<ConversationRecord>
{
    /// <summary>By the last message, newest first: <c>-lm</c>.</summary>
    public static ConversationSort Default { get; } = new();

    /// <summary>Parses a <c>sort</c> string.</summary>
    /// <exception cref="QueryFormatException">It is empty or names no column.</exception>
    public static ConversationSort Parse(string sort) => throw new NotSupportedException();

    /// <inheritdoc/>
    public int Compare(ConversationRecord? x, ConversationRecord? y) => throw new NotSupportedException();
}
