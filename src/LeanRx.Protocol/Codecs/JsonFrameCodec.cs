using System.Buffers;
using System.Text.Json;
using LeanRx.Protocol.Codecs.Internal;

namespace LeanRx.Protocol;

// protocol.md §2.3, §3.3
/// <summary>The JSON dialects <c>lc.json.1</c>, <c>.2</c> and <c>.3</c>: one UTF-8 object per text message.</summary>
/// <remarks>
/// Safe to share between threads. A frame that was read and is written again is the same JSON but for this: fields stand in one fixed order, with the fields
/// that this library has no name for at the end; nulls of known fields and inside lists of strings or objects are gone; <c>l</c> became <c>limit</c>,
/// <c>level</c> became <c>priority</c>, <c>meintonPids</c> became <c>mentionPids</c>; booleans written as 0 or 1 became false or true; a name that came twice
/// has its last value. Non-ASCII text is written as it is, and read as it is or as <c>\uXXXX</c>.
/// </remarks>
public sealed class JsonFrameCodec : IFrameCodec
{
    const int DefaultMaxDepth = 64;

    readonly StringCache? _ids;
    readonly bool _mendsText;

    /// <summary>The codec with the default depth limit of 64, which keeps no ids.</summary>
    public static JsonFrameCodec Default { get; } = new();

    /// <summary>Makes a codec that refuses payloads nested deeper than <paramref name="maxDepth"/> levels (1 to 1000).</summary>
    /// <param name="internIds">
    /// True to keep the last 256 ids of clients and conversations that were read (of at most 64 bytes each), so that an id that
    /// comes again is the same string and costs no memory. Worth it for a codec that serves one client.
    /// </param>
    /// <param name="mendText">
    /// True to read half a surrogate pair as U+FFFD, so that what others wrote can always be read. False to refuse a frame that holds one: for who has to
    /// keep ids and values as they came.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxDepth"/> is not within 1 and 1000.</exception>
    public JsonFrameCodec(int maxDepth = DefaultMaxDepth, bool internIds = false, bool mendText = false)
    {
        if (maxDepth is < 1 or > JsonEnvelope.LargestMaxDepth)
            throw new ArgumentOutOfRangeException(nameof(maxDepth), maxDepth, $"maxDepth must be within 1 and {JsonEnvelope.LargestMaxDepth}.");
        MaxDepth = maxDepth;
        _ids = internIds ? new StringCache() : null;
        _mendsText = mendText;
    }

    /// <summary>How deep a payload may nest: a frame of plain fields has depth 1.</summary>
    public int MaxDepth { get; }

    /// <inheritdoc/>
    public bool IsText => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The frame holds a JSON element whose text is not valid Unicode.</exception>
    /// <exception cref="NotSupportedException">The frame is of a type that this library does not know.</exception>
    public void Encode(Frame frame, IBufferWriter<byte> output)
    {
        if (frame is null)
            throw new ArgumentNullException(nameof(frame));
        if (output is null)
            throw new ArgumentNullException(nameof(output));
        JsonFrames.Write(frame, output);
    }

    /// <summary>Reads a delivery of a plain text as <see cref="Decode"/> would, in one walk and without a frame. False for everything else.</summary>
    /// <param name="payload">The payload.</param>
    /// <param name="addressee">Whom it must be meant for, in UTF-8.</param>
    /// <param name="delivery">What it holds.</param>
    internal bool TryReadPlain(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> addressee, out PlainDelivery delivery) =>
        PlainDelivery.TryRead(payload, addressee, _ids, out delivery);

    /// <inheritdoc/>
    public Frame Decode(ReadOnlySpan<byte> payload)
    {
        if (payload.SequenceEqual("{}"u8))
            return HeartbeatFrame.Instance;
        if (!Utf8Check.IsValid(payload))
            throw new FrameFormatException("The payload is not valid UTF-8.");
        try
        {
            return PlainDirect.TryRead(payload, _ids) ?? Read(payload);
        }
        catch (FrameFormatException) when (_mendsText && SurrogateCheck.HasLoneSurrogate(payload))
        {
            return Read(SurrogateCheck.Mended(payload));
        }
    }

    Frame Read(ReadOnlySpan<byte> payload)
    {
        try
        {
            var reader = new JsonFrameReader(payload, MaxDepth, _ids);
            return JsonFrames.Read(ref reader);
        }
        catch (JsonException exception)
        {
            throw JsonFaults.Explain(payload, MaxDepth, exception);
        }
        catch (FrameFormatException exception)
        {
            throw new FrameFormatException(exception.Message, JsonEnvelope.Find(payload), exception.InnerException);
        }
    }
}
