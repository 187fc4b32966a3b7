using static LeanRx.Protocol.Codecs.Internal.PlainJson;

namespace LeanRx.Protocol.Codecs.Internal;

/// <summary>
/// The answer to a message in its usual form: accepted, with the id and the time of the message. Everything in any way unusual is left to the codec: another
/// field or one that comes twice, blanks, an escape.
/// </summary>
readonly struct PlainAck
{
    /// <summary>The last millisecond of the calendar.</summary>
    const long Latest = 253_402_300_799_999;

    PlainAck(int serialId, string messageId, long timestamp) => (SerialId, MessageId, Timestamp) = (serialId, messageId, timestamp);

    public int SerialId { get; }

    public string MessageId { get; }

    /// <summary>Milliseconds since 1970 UTC.</summary>
    public long Timestamp { get; }

    /// <summary>The same as a frame, but for whom it is meant for and the conversation, which whoever asked knows.</summary>
    public AckFrame ToFrame() => new() { SerialId = SerialId, MessageUid = MessageId, Timestamp = Timestamp };

    public static bool TryRead(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> addressee, out PlainAck ack)
    {
        ack = default;
        var fields = default(Fields);
        if (!TryWalk(payload, ref fields) || (fields.Addressee.Length > 0 && !fields.Addressee.Of(payload).SequenceEqual(addressee))
            || !Utf8Check.IsValid(payload))
            return false;
        ack = new PlainAck((int)fields.SerialId, Utf8Check.GetString(fields.MessageId.Of(payload)), fields.Timestamp);
        return true;
    }

    /// <summary>Where the fields stand.</summary>
    struct Fields : IPlainFields
    {
        bool _isAck;
        Stretch _conversationId;

        public Stretch Addressee;
        public Stretch MessageId;
        public long SerialId;
        public long Timestamp;

        public readonly bool IsComplete => _isAck && SerialId > 0 && Timestamp > 0 && MessageId.Length > 0;

        public bool TryTake(ReadOnlySpan<byte> name, ReadOnlySpan<byte> payload, ref int at)
        {
            if (name.SequenceEqual("i"u8))
                return SerialId == 0 && TryTakeNumber(payload, ref at, out SerialId) && SerialId <= int.MaxValue;
            if (name.SequenceEqual("t"u8))
                return Timestamp == 0 && TryTakeNumber(payload, ref at, out Timestamp) && Timestamp <= Latest;
            if (!TryTakeString(payload, ref at, out var value))
                return false;
            if (name.SequenceEqual("uid"u8))
                return TryKeep(ref MessageId, value);
            if (name.SequenceEqual("cid"u8))
                return TryKeep(ref _conversationId, value);
            if (name.SequenceEqual("peerId"u8))
                return TryKeep(ref Addressee, value);
            if (_isAck || !name.SequenceEqual("cmd"u8) || !value.Of(payload).SequenceEqual("ack"u8))
                return false;
            return _isAck = true;
        }
    }
}
