namespace LeanRx;

// protocol.md §5.1
/// <summary>A message that is a plain string, without a message type.</summary>
/// <remarks>A string that is a JSON object is received as a <see cref="JsonMessage"/>, or as the message type that it names.</remarks>
public sealed record StringMessage : Message
{
    /// <summary>Creates a message.</summary>
    public StringMessage(string content) => Content = content;

    /// <summary>The string.</summary>
    public string Content { get; init; }
}
