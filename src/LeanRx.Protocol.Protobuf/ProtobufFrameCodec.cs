using System.Buffers;
using System.Text.Json;
using Google.Protobuf;
using LeanRx.Protocol.Protobuf.Internal;
using LeanRx.Protocol.Protobuf.Internal.Messages;
using Base64Text = System.Buffers.Text.Base64;

namespace LeanRx.Protocol;

// protocol.md §2.4
/// <summary>
/// The protobuf dialects: <c>lc.protobuf2.1</c> and <c>.3</c>, one <c>GenericCommand</c> per binary message, and <c>lc.proto2base64.1</c> and <c>.3</c>, the
/// same as base64 in a text message.
/// </summary>
/// <remarks>
/// The older <c>lc.protobuf</c> and <c>lc.protobase64</c> are a subset of them. Safe to share between threads. The dialects name the same fields, so a frame is
/// turned by name: what the remarks of the frames tell of JSON is all there is to know. A field that the protobuf dialect has no number for
/// (<see cref="Frame.Extensions"/>, <c>bin</c> of <c>direct</c>, <c>read</c> of <c>ack</c>) is left out when a frame is written; a number that
/// <c>frames.proto</c> has no name for is left out when one is read. A heartbeat is written as <c>echo</c>, which is what clients of these dialects send.
/// </remarks>
public sealed class ProtobufFrameCodec : IFrameCodec
{
    readonly JsonFrameCodec _frames;

    /// <summary>Binary messages, with the default depth limit of <see cref="JsonFrameCodec"/>.</summary>
    public static ProtobufFrameCodec Binary { get; } = new();

    /// <summary>Base64 in text messages, with the default depth limit of <see cref="JsonFrameCodec"/>.</summary>
    public static ProtobufFrameCodec Base64 { get; } = new(isText: true);

    /// <summary>Makes a codec.</summary>
    /// <param name="isText">True for base64 in text messages. Default: binary messages.</param>
    /// <param name="maxDepth">How deep JSON inside a frame may nest, the frame itself included: 1 to 1000, default 64.</param>
    /// <param name="mendText">True to read half a surrogate pair in JSON inside a frame as U+FFFD; false to refuse the frame. See
    /// <see cref="JsonFrameCodec"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxDepth"/> is not within 1 and 1000.</exception>
    public ProtobufFrameCodec(bool isText = false, int maxDepth = 64, bool mendText = false)
    {
        IsText = isText;
        _frames = new JsonFrameCodec(maxDepth, mendText: mendText);
    }

    /// <inheritdoc/>
    public bool IsText { get; }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The frame is of a family that these dialects do not know, or holds text that is not valid Unicode.</exception>
    public void Encode(Frame frame, IBufferWriter<byte> output)
    {
        if (frame is null)
            throw new ArgumentNullException(nameof(frame));
        if (output is null)
            throw new ArgumentNullException(nameof(output));

        var command = ToCommand(frame);
        if (IsText)
            WriteBase64(command.ToByteArray(), output);
        else
            command.WriteTo(output);
    }

    /// <inheritdoc/>
    public Frame Decode(ReadOnlySpan<byte> payload)
    {
        var bytes = IsText ? ReadBase64(payload) : null;
        try
        {
            var command = bytes is null ? GenericCommand.Parser.ParseFrom(payload) : GenericCommand.Parser.ParseFrom(bytes);
            return _frames.Decode(CommandToJson.Convert(command, _frames.MaxDepth));
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new FrameFormatException($"The payload is not a protobuf frame: {exception.Message}", CommandEnvelope.Find(bytes ?? payload.ToArray()),
                exception);
        }
    }

    GenericCommand ToCommand(Frame frame)
    {
        if (frame is HeartbeatFrame)
            return new GenericCommand { Cmd = CommandType.Echo };

        var json = new GrowingBuffer();
        _frames.Encode(frame, json);
        using var document = JsonDocument.Parse(json.Written, new JsonDocumentOptions { MaxDepth = 1_000 });
        return JsonToCommand.Convert(document.RootElement);
    }

    static void WriteBase64(byte[] bytes, IBufferWriter<byte> output)
    {
        var text = output.GetSpan(Base64Text.GetMaxEncodedToUtf8Length(bytes.Length));
        Base64Text.EncodeToUtf8(bytes, text, out _, out var written);
        output.Advance(written);
    }

    static byte[] ReadBase64(ReadOnlySpan<byte> text)
    {
        var bytes = new byte[Base64Text.GetMaxDecodedFromUtf8Length(text.Length)];
        if (Base64Text.DecodeFromUtf8(text, bytes, out _, out var written) != OperationStatus.Done)
            throw new FrameFormatException("The payload is not base64.");
        Array.Resize(ref bytes, written);
        return bytes;
    }
}
