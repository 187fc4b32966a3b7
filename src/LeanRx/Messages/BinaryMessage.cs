namespace LeanRx;

// protocol.md §5.1
/// <summary>A message of bytes, at most 5,120.</summary>
public sealed record BinaryMessage : Message
{
    /// <summary>Creates a message.</summary>
    public BinaryMessage(ReadOnlyMemory<byte> content) => Content = content;

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Content { get; init; }
}
