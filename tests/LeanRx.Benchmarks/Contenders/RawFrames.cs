using System.Text.Json;

namespace LeanRx.Benchmarks.Contenders;

/// <summary>An ack, as the raw client sees it.</summary>
sealed record RawAck(string Id, long Timestamp, string? Conversation);

/// <summary>A delivery, as the raw client sees it.</summary>
sealed record RawDelivery(string Id, string Conversation, string From, long Timestamp, string Text);

/// <summary>What the raw client reads of a frame.</summary>
ref struct RawFrames
{
    public bool IsDelivery;
    public int Serial;
    public string? Id;
    public string? Conversation;
    public string? From;
    public string? Text;
    public long Timestamp;

    public static RawFrames Read(ReadOnlySpan<byte> frame)
    {
        var read = new RawFrames();
        var reader = new Utf8JsonReader(frame);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("cmd"u8))
                read.IsDelivery = reader.Read() && reader.ValueTextEquals("direct"u8);
            else if (reader.ValueTextEquals("i"u8))
                read.Serial = reader.Read() ? reader.GetInt32() : 0;
            else if (reader.ValueTextEquals("uid"u8) || reader.ValueTextEquals("id"u8))
                read.Id = reader.Read() ? reader.GetString() : null;
            else if (reader.ValueTextEquals("cid"u8))
                read.Conversation = reader.Read() ? reader.GetString() : null;
            else if (reader.ValueTextEquals("fromPeerId"u8))
                read.From = reader.Read() ? reader.GetString() : null;
            else if (reader.ValueTextEquals("msg"u8))
                read.Text = reader.Read() ? reader.GetString() : null;
            else if (reader.ValueTextEquals("t"u8) || reader.ValueTextEquals("timestamp"u8))
                read.Timestamp = reader.Read() ? reader.GetInt64() : 0;
            else
                reader.Skip();
        }
        return read;
    }
}
