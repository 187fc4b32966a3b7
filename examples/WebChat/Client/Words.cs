using LeanRx;

namespace WebChat;

/// <summary>How things are put into words.</summary>
static class Words
{
    public static string[] OtherThan(this Conversation conversation, string clientId) => [.. conversation.Members.Where(member => member != clientId)];

    public static string TitleFor(this Conversation conversation, string clientId) => conversation.Name is { Length: > 0 } name ? name
        : conversation.OtherThan(clientId) is { Length: > 0 } others ? string.Join(", ", others) : "Notes to myself";

    public static string ToShortTime(this DateTimeOffset time) =>
        time.LocalDateTime is var local && local.Date == DateTime.Today ? $"{local:HH:mm}" : $"{local:d MMM}";

    public static string ToDay(this DateTimeOffset time) => (DateTime.Today - time.LocalDateTime.Date).Days switch
    {
        0 => "Today",
        1 => "Yesterday",
        _ => $"{time.LocalDateTime:d MMMM yyyy}",
    };

    public static string ToPreview(this Message message, string clientId) => (message.From == clientId ? "You: " : "") + message switch
    {
        ImageMessage => "Picture",
        RecalledMessage => "Deleted",
        TypedMessage { Text.Length: > 0 } typed => typed.Text,
        _ => "Something this page does not show",
    };

    /// <summary>What somebody sent as an address may be a script.</summary>
    public static Uri? Harmless(this Uri? address) => address is { IsAbsoluteUri: true, Scheme: "http" or "https" } ? address : null;
}
