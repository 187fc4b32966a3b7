namespace LeanRx;

/// <summary>Bytes (protocol.md §5.1). They travel as base64, so that 3,840 of them fill a message.</summary>
/// <param name="Content">The bytes.</param>
public sealed record BinaryMessage(ReadOnlyMemory<byte> Content) : Message;
