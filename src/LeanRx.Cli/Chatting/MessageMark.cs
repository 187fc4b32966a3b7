using LeanRx.Cli.Terminal;
using Spectre.Console;

namespace LeanRx.Cli.Chatting;

/// <summary>How far a message of one's own has come.</summary>
enum MessageMark
{
    None,
    Sending,
    Sent,
    Delivered,
    Read,
    Failed,
}

/// <summary>Marks of messages, two cells each.</summary>
static class MessageMarks
{
    public const string Legend = "· being sent, ✓ sent, ✓✓ received, ✔✔ read, ✗ not sent";

    static readonly Style Quiet = new(Color.Grey);
    static readonly Style Good = new(Color.Green);
    static readonly Style Bad = new(Color.Red);

    /// <param name="item">The message.</param>
    /// <param name="isOwn">Whether it is this person's.</param>
    public static MessageMark Of(TimelineItem item, bool isOwn) => item.State switch
    {
        _ when !isOwn => MessageMark.None,
        TimelineItemState.Sending => MessageMark.Sending,
        TimelineItemState.Failed => MessageMark.Failed,
        _ when item.IsRead => MessageMark.Read,
        _ when item.IsDelivered => MessageMark.Delivered,
        _ => MessageMark.Sent,
    };

    public static StyledText Text(MessageMark mark) => mark switch
    {
        MessageMark.Sending => new("· ", Quiet),
        MessageMark.Sent => new("✓ ", Quiet),
        MessageMark.Delivered => new("✓✓", Quiet),
        MessageMark.Read => new("✔✔", Good),
        MessageMark.Failed => new("✗ ", Bad),
        _ => new("  ", Style.Plain),
    };
}
