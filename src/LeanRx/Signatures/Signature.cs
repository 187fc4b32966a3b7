namespace LeanRx;

// protocol.md §6.1
/// <summary>A signature.</summary>
/// <param name="Timestamp">When it was made, milliseconds since 1970 UTC.</param>
/// <param name="Nonce">A random string.</param>
/// <param name="Value">Lower-case hexadecimal HMAC-SHA1 over the operation.</param>
public sealed record Signature(long Timestamp, string Nonce, string Value);
