namespace LeanRx;

// protocol.md §5.1
/// <summary>Bytes. A message holds at most 5,120 of them.</summary>
/// <param name="Content">The bytes.</param>
public sealed record BinaryMessage(ReadOnlyMemory<byte> Content) : Message;
