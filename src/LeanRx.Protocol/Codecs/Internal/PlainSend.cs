using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;

namespace LeanRx.Protocol.Codecs.Internal;

/// <summary>
/// A text message on its way to the server in its usual form, written without a body and without a frame, byte for byte as the codec would. A text that needs
/// escapes is left to the codec.
/// </summary>
readonly struct PlainSend(int serialId, string peerId, string conversationId, string text)
{
    public const int LongestToken = 32;

    const int LongestNumber = 11;

    /// <summary>No character takes more bytes of UTF-8; two that are one code point take four together.</summary>
    const int MostBytesPerCharacter = 3;

    static ReadOnlySpan<byte> Begin => "{\"cmd\":\"direct\",\"i\":"u8;

    static ReadOnlySpan<byte> PeerId => ",\"peerId\":\""u8;

    static ReadOnlySpan<byte> ConversationId => "\",\"cid\":\""u8;

    static ReadOnlySpan<byte> Body => "\",\"msg\":\"{\\\"_lctype\\\":-1,\\\"_lctext\\\":\\\""u8;

    static ReadOnlySpan<byte> Token => "\\\"}\",\"dt\":\""u8;

    static ReadOnlySpan<byte> End => "\"}"u8;

    /// <summary>Stands for what was no Unicode, and then the codec writes otherwise.</summary>
    static ReadOnlySpan<byte> Replacement => "\uFFFD"u8;

    public bool TryWrite(ReadOnlySpan<byte> token, IBufferWriter<byte> output)
    {
        var span = output.GetSpan(Begin.Length + LongestNumber + PeerId.Length + ConversationId.Length + Body.Length + Token.Length + End.Length
            + (JsonText.MostBytesPerCharacter * (peerId.Length + conversationId.Length)) + (MostBytesPerCharacter * text.Length) + token.Length);
        var used = Put(Begin, span, 0);
        Utf8Formatter.TryFormat(serialId, span.Slice(used), out var digits);
        used = Put(PeerId, span, used + digits);
        used += JsonText.Escape(peerId.AsSpan(), span.Slice(used));
        used = Put(ConversationId, span, used);
        used += JsonText.Escape(conversationId.AsSpan(), span.Slice(used));
        used = Put(Body, span, used);
        var length = ToUtf8(text, span.Slice(used));
        if (!IsPlain(span.Slice(used, length)))
            return false;
        used = Put(Token, span, used + length);
        used = Put(token, span, used);
        output.Advance(Put(End, span, used));
        return true;
    }

    /// <summary>Whether it is written in a JSON string as it is, and so in the JSON string around that one.</summary>
    static bool IsPlain(ReadOnlySpan<byte> utf8) =>
        JavaScriptEncoder.UnsafeRelaxedJsonEscaping.FindFirstCharacterToEncodeUtf8(utf8) < 0 && utf8.IndexOf(Replacement) < 0;

    static int Put(ReadOnlySpan<byte> bytes, Span<byte> span, int at)
    {
        bytes.CopyTo(span.Slice(at));
        return at + bytes.Length;
    }

    static int ToUtf8(string text, Span<byte> span)
    {
#if NET8_0_OR_GREATER
        return Encoding.UTF8.GetBytes(text, span);
#else
        var bytes = Encoding.UTF8.GetBytes(text);
        bytes.CopyTo(span);
        return bytes.Length;
#endif
    }
}
