namespace LeanRx.Common.Internal;

/// <summary>The mark of UTF-8 that some proxies and files put before a text, and that JSON does not know.</summary>
internal static class ByteOrderMark
{
    public static ReadOnlyMemory<byte> Skip(ReadOnlyMemory<byte> text) =>
        text.Span is [0xEF, 0xBB, 0xBF, ..] ? text.Slice(3) : text;
}
