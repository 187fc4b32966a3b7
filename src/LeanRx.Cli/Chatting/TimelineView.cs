namespace LeanRx.Cli.Chatting;

/// <summary>
/// A conversation as rows: each message once, in the order in which it came into view; what changes of it later is a mark, or a row that says so.
/// </summary>
sealed class TimelineView(ChatScreen screen, string clientId)
{
    readonly Dictionary<string, (string Text, MessageMark Mark)> _shown = [];

    /// <summary>Shows what has changed since the list before.</summary>
    /// <returns>Whether somebody else's message is among it.</returns>
    public bool Show(IReadOnlyList<TimelineItem> items)
    {
        var rows = new List<ChatRow>();
        var marks = new List<(string Key, MessageMark Mark)>();
        var isHeard = false;
        foreach (var item in items)
        {
            var isOwn = item.Message?.From == clientId;
            var (text, mark) = (TextOf(item), MessageMarks.Of(item, isOwn));
            var isKnown = _shown.TryGetValue(item.Key, out var shown);
            if (isKnown && shown == (text, mark))
                continue;
            _shown[item.Key] = (text, mark);
            if (!isKnown || shown.Text != text)
                rows.Add(RowOf(item, isOwn, isKnown ? $"[changed] {text}" : text) with { Mark = mark });
            if (isKnown && shown.Mark != mark)
                marks.Add((item.Key, mark));
            isHeard |= !isKnown && !isOwn;
        }

        if (rows.Count > 0)
            screen.Show(rows);
        foreach (var (key, mark) in marks)
            screen.Mark(key, mark);
        return isHeard;
    }

    static string TextOf(TimelineItem item) => item switch
    {
        { Message: { } message } => MessageText.Of(message),
        { Gap: { } gap } => $"messages may be missing here: {gap.Cause.Message}",
        _ => "",
    };

    ChatRow RowOf(TimelineItem item, bool isOwn, string text) => item.Message is { } message
        ? new ChatRow(ChatRowKind.Message, message.Timestamp, text) { From = message.From, IsOwn = isOwn, Key = item.Key }
        : new ChatRow(ChatRowKind.Warning, item.Gap?.After is { Year: > 1 } after ? after : screen.Now, text);
}
