using System.Buffers;
using static LeanRx.Protocol.Codecs.Internal.PlainJson;

namespace LeanRx.Protocol.Codecs.Internal;

/// <summary>
/// A message on its way to the server in its usual form, which is most of what a server receives: a body in which quotes alone are escaped, and a token.
/// Everything in any way unusual is left to the codec: another field or one that comes twice, blanks, another escape.
/// </summary>
static class PlainDirect
{
    /// <summary>Longer bodies are unescaped in a buffer of the pool.</summary>
    const int LongestOnStack = 512;

    /// <summary>Reads it from valid UTF-8; null where it is not in its usual form.</summary>
    public static DirectFrame? TryRead(ReadOnlySpan<byte> payload, StringCache? ids)
    {
        var fields = default(Fields);
        if (!TryWalk(payload, ref fields))
            return null;
        var body = fields.Body.Of(payload);
        return new DirectFrame
        {
            SerialId = fields.SerialId > 0 ? (int)fields.SerialId : null,
            PeerId = fields.PeerId.Length > 0 ? IdOf(fields.PeerId.Of(payload), ids) : null,
            ConversationId = IdOf(fields.ConversationId.Of(payload), ids),
            Body = fields.Quotes > 0 ? Unescaped(body, fields.Quotes) : Utf8Check.GetString(body),
            DeduplicationToken = fields.Token.Length > 0 ? Utf8Check.GetString(fields.Token.Of(payload)) : null,
        };
    }

    static string IdOf(ReadOnlySpan<byte> utf8, StringCache? ids) => ids is null ? Utf8Check.GetString(utf8) : ids.Get(utf8);

    /// <summary>Without the backslash before each quote.</summary>
    static string Unescaped(ReadOnlySpan<byte> body, int quotes)
    {
        var length = body.Length - quotes;
        var rented = length > LongestOnStack ? ArrayPool<byte>.Shared.Rent(length) : null;
        var text = rented is null ? stackalloc byte[LongestOnStack] : rented;
        var rest = text;
        while (body.IndexOf((byte)'\\') is >= 0 and var at)
        {
            body.Slice(0, at).CopyTo(rest);
            rest[at] = (byte)'"';
            rest = rest.Slice(at + 1);
            body = body.Slice(at + 2);
        }
        body.CopyTo(rest);
        var unescaped = Utf8Check.GetString(text.Slice(0, length));
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return unescaped;
    }

    /// <summary>Where the fields stand.</summary>
    struct Fields : IPlainFields
    {
        bool _isDirect;

        public Stretch PeerId;
        public Stretch ConversationId;
        public Stretch Body;
        public Stretch Token;
        public long SerialId;

        /// <summary>Quotes in the body.</summary>
        public int Quotes;

        public readonly bool IsComplete => _isDirect && ConversationId.Length > 0 && Body.Length > 0;

        public bool TryTake(ReadOnlySpan<byte> name, ReadOnlySpan<byte> payload, ref int at)
        {
            if (name.SequenceEqual("msg"u8))
                return TryTakeBody(payload, ref at);
            if (name.SequenceEqual("i"u8))
                return SerialId == 0 && TryTakeNumber(payload, ref at, out SerialId) && SerialId <= int.MaxValue;
            if (!TryTakeString(payload, ref at, out var value))
                return false;
            if (name.SequenceEqual("cid"u8))
                return TryKeep(ref ConversationId, value);
            if (name.SequenceEqual("peerId"u8))
                return TryKeep(ref PeerId, value);
            if (name.SequenceEqual("dt"u8))
                return TryKeep(ref Token, value);
            if (_isDirect || !name.SequenceEqual("cmd"u8) || !value.Of(payload).SequenceEqual("direct"u8))
                return false;
            return _isDirect = true;
        }

        bool TryTakeBody(ReadOnlySpan<byte> payload, ref int at)
        {
            if (!Follows(payload, at++, (byte)'"'))
                return false;
            var start = at;
            var quotes = 0;
            int length;
            while ((length = LengthOf(payload.Slice(at), (byte)'\\')) >= 0)
            {
                at += length + 1;
                if (!Follows(payload, at++, (byte)'"'))
                    return false;
                quotes++;
            }
            length = LengthOf(payload.Slice(at), (byte)'"');
            if (length < 0)
                return false;
            at += length + 1;
            Quotes = quotes;
            return TryKeep(ref Body, new Stretch(start, at - 1 - start));
        }
    }
}
