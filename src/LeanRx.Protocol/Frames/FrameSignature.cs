namespace LeanRx.Protocol;

// protocol.md §6.2
/// <summary>A signature as it travels in a frame: <c>t</c>, <c>n</c>, <c>s</c> on the wire.</summary>
/// <remarks>A frame has a signature when any of the three is there; what is missing reads as 0 or as an empty string, and is not written.</remarks>
/// <param name="Timestamp">When it was made: milliseconds (or, from old signers, seconds) since 1970 UTC.</param>
/// <param name="Nonce">A random string.</param>
/// <param name="Value">Lower-case hexadecimal HMAC-SHA1.</param>
public sealed record FrameSignature(long Timestamp, string Nonce, string Value);
