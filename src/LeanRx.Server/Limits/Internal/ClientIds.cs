using System.Text;

namespace LeanRx.Server.Limits.Internal;

/// <summary>What can be the id of a client.</summary>
internal static class ClientIds
{
    /// <summary>
    /// Whether it has so many characters, and each of them is one: two ids that differ in halves of pairs alone would be one on the wire and in a store.
    /// </summary>
    public static bool IsFit(string? clientId, ServerLimits limits) =>
        clientId is { Length: > 0 } && clientId.Length <= limits.MaxClientIdLength && IsUnicode(clientId);

    static bool IsUnicode(ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var length) != System.Buffers.OperationStatus.Done)
                return false;
            text = text[length..];
        }
        return true;
    }
}
