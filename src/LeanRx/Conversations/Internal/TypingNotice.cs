namespace LeanRx.Conversations.Internal;

/// <summary>Somebody types, or has said what there was to say.</summary>
internal sealed record TypingNotice(string ClientId, bool IsTyping)
{
    /// <summary>The body of the transient message by which clients tell each other, letter by letter.</summary>
    public const string Body = """{"_lrx":"typing"}""";

    /// <summary>How often it is told while somebody goes on typing.</summary>
    public static readonly TimeSpan Repeated = TimeSpan.FromSeconds(3);

    /// <summary>After so long without a notice nobody types any more.</summary>
    public static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(6);
}
