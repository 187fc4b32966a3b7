using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LeanRx.Benchmarks.Servers;

/// <summary>What a bare server says to one client: <c>opened</c> to a login, <c>ack</c> to a message; a body of <c>push N</c> asks for N deliveries.</summary>
sealed class BareAnswers
{
    /// <summary>Who creates more than one conversation.</summary>
    public const string Many = "many";

    int _created;

    /// <summary>Where the answer is.</summary>
    public byte[] Output { get; } = new byte[1024];

    /// <summary>Who has logged in.</summary>
    public string? Peer { get; private set; }

    /// <summary>Whether the last frame was a message.</summary>
    public bool IsMessage { get; private set; }

    /// <summary>Answers one frame.</summary>
    /// <returns>How long the answer is, 0 for none, and how many deliveries were asked for.</returns>
    public (int Length, int Pushes) To(ReadOnlySpan<byte> frame)
    {
        if (frame.SequenceEqual("{}"u8))
            return (Put("{}"), 0);
        string? command = null, operation = null, peer = null, conversation = null;
        var serial = 0;
        var pushes = 0;
        var reader = new Utf8JsonReader(frame);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("cmd"u8))
                command = NextString(ref reader);
            else if (reader.ValueTextEquals("i"u8))
                serial = reader.Read() ? reader.GetInt32() : 0;
            else if (reader.ValueTextEquals("op"u8))
                operation = NextString(ref reader);
            else if (reader.ValueTextEquals("peerId"u8))
                peer = NextString(ref reader);
            else if (reader.ValueTextEquals("cid"u8))
                conversation = NextString(ref reader);
            else if (reader.ValueTextEquals("msg"u8))
                pushes = Pushes(ref reader);
            else
                reader.Skip();
        }
        if (operation is "open")
            Peer = peer;
        IsMessage = command is "direct";
        return command switch
        {
            "direct" => (Put($"{{\"cmd\":\"ack\",\"i\":{serial},\"uid\":\"{PushFrames.NextId()}\",\"t\":1700000000123}}"), pushes),
            "session" when operation is "open" =>
                (Put($"{{\"cmd\":\"session\",\"op\":\"opened\",\"i\":{serial},\"peerId\":\"{peer}\",\"st\":\"token\",\"stTtl\":172800}}"), 0),
            "session" when operation is "close" => (Put($"{{\"cmd\":\"session\",\"op\":\"closed\",\"i\":{serial},\"peerId\":\"{peer}\"}}"), 0),
            "conv" when operation is "start" =>
                (Put($"{{\"cmd\":\"conv\",\"op\":\"started\",\"i\":{serial},\"cid\":\"{Created()}\",\"cdate\":\"2023-11-14T22:13:20.000Z\"}}"),
                0),
            "conv" when operation is "query" =>
                (Put($"{{\"cmd\":\"conv\",\"op\":\"results\",\"i\":{serial},\"results\":[{{\"objectId\":\"{PushFrames.Conversation}\"," +
                    $"\"name\":\"bench\",\"m\":[\"tom\",\"jerry\"],\"c\":\"tom\"," +
                    $"\"createdAt\":\"2023-11-14T22:13:20.000Z\",\"updatedAt\":\"2023-11-14T22:13:20.000Z\"}}]}}"), 0),
            "conv" => (Put($"{{\"cmd\":\"conv\",\"op\":\"updated\",\"i\":{serial},\"cid\":\"{conversation}\"}}"), 0),
            _ => (0, 0),
        };
    }

    /// <summary>The one that is pushed to, or another each time.</summary>
    string Created() => Peer == Many ? (++_created).ToString("D24", CultureInfo.InvariantCulture) : PushFrames.Conversation;

    static string? NextString(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString();
    }

    static int Pushes(ref Utf8JsonReader reader)
    {
        reader.Read();
        var body = reader.ValueSpan;
        var order = body.IndexOf("push "u8);
        if (order < 0)
            return 0;
        var digits = body[(order + 5)..];
        var end = digits.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        return int.Parse(end < 0 ? digits : digits[..end], CultureInfo.InvariantCulture);
    }

    int Put(string text) => Encoding.UTF8.GetBytes(text, Output);
}
