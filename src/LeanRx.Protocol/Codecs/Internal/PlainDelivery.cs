using static LeanRx.Protocol.Codecs.Internal.PlainJson;

namespace LeanRx.Protocol.Codecs.Internal;

/// <summary>
/// A delivery of a plain text in its usual form, which is most of what a client receives. Everything in any way unusual is left to the codec: another field or
/// one that comes twice, blanks, an escape, a text with anything besides.
/// </summary>
struct PlainDelivery
{
    /// <summary>As the body stands in the payload: JSON inside of JSON.</summary>
    static ReadOnlySpan<byte> BodyBegin => "{\\\"_lctype\\\":-1,\\\"_lctext\\\":\\\""u8;

    static ReadOnlySpan<byte> BodyEnd => "\\\"}\""u8;

    public string Id { get; private set; }

    public string ConversationId { get; private set; }

    public string From { get; private set; }

    public string Text { get; private set; }

    /// <summary>Milliseconds since 1970 UTC.</summary>
    public long Timestamp { get; private set; }

    public static bool TryRead(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> addressee, StringCache? ids, out PlainDelivery delivery)
    {
        delivery = default;
        var fields = default(Fields);
        if (!TryWalk(payload, ref fields) || (fields.Addressee.Length > 0 && !fields.Addressee.Of(payload).SequenceEqual(addressee))
            || !Utf8Check.IsValid(payload))
            return false;
        delivery = new PlainDelivery
        {
            Id = Utf8Check.GetString(fields.Id.Of(payload)),
            ConversationId = IdOf(fields.ConversationId.Of(payload), ids),
            From = IdOf(fields.From.Of(payload), ids),
            Text = Utf8Check.GetString(fields.Text.Of(payload)),
            Timestamp = fields.Timestamp,
        };
        return true;
    }

    static string IdOf(ReadOnlySpan<byte> utf8, StringCache? ids) => ids is null ? Utf8Check.GetString(utf8) : ids.Get(utf8);

    /// <summary>Where the fields stand.</summary>
    struct Fields : IPlainFields
    {
        bool _isDirect;
        bool _hasText;

        public Stretch Addressee;
        public Stretch Id;
        public Stretch ConversationId;
        public Stretch From;
        public Stretch Text;
        public long Timestamp;

        public readonly bool IsComplete =>
            _isDirect && _hasText && Timestamp > 0 && Id.Length > 0 && ConversationId.Length > 0 && From.Length > 0;

        public bool TryTake(ReadOnlySpan<byte> name, ReadOnlySpan<byte> payload, ref int at)
        {
            if (name.SequenceEqual("msg"u8))
                return TryTakeText(payload, ref at);
            if (name.SequenceEqual("timestamp"u8))
                return Timestamp == 0 && TryTakeNumber(payload, ref at, out Timestamp);
            if (!TryTakeString(payload, ref at, out var value))
                return false;
            if (name.SequenceEqual("id"u8))
                return TryKeep(ref Id, value);
            if (name.SequenceEqual("cid"u8))
                return TryKeep(ref ConversationId, value);
            if (name.SequenceEqual("fromPeerId"u8))
                return TryKeep(ref From, value);
            if (name.SequenceEqual("peerId"u8))
                return TryKeep(ref Addressee, value);
            if (_isDirect || !name.SequenceEqual("cmd"u8) || !value.Of(payload).SequenceEqual("direct"u8))
                return false;
            return _isDirect = true;
        }

        bool TryTakeText(ReadOnlySpan<byte> payload, ref int at)
        {
            if (_hasText || !Follows(payload, at++, (byte)'"') || !payload.Slice(at).StartsWith(BodyBegin))
                return false;
            at += BodyBegin.Length;
            var length = LengthOf(payload.Slice(at), (byte)'\\');
            if (length < 0 || !payload.Slice(at + length).StartsWith(BodyEnd))
                return false;
            Text = new Stretch(at, length);
            at += length + BodyEnd.Length;
            return _hasText = true;
        }
    }
}
