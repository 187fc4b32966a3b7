namespace LeanRx;

// protocol.md §5.1
/// <summary>
/// A bare string, without a type. A string that is a JSON object reaches the receiver as <see cref="JsonMessage"/> or as the type that it names.
/// </summary>
/// <param name="Content">The string.</param>
public sealed record StringMessage(string Content) : Message;
