namespace LeanRx.Protocol;

// protocol.md §6.2
/// <summary>A signature as sent in a frame: <c>t</c>, <c>n</c> and <c>s</c>.</summary>
/// <remarks>A frame has a signature if any of the three fields is present. A missing field is read as 0 or an empty string, and is not written.</remarks>
public sealed record FrameSignature
{
    /// <summary>Creates an object.</summary>
    public FrameSignature(long timestamp, string nonce, string value)
    {
        Timestamp = timestamp;
        Nonce = nonce;
        Value = value;
    }

    /// <summary>The time of signing: milliseconds (or, from old signers, seconds) since 1970 UTC.</summary>
    public long Timestamp { get; init; }

    /// <summary>A random string.</summary>
    public string Nonce { get; init; }

    /// <summary>The lower-case hexadecimal HMAC-SHA1.</summary>
    public string Value { get; init; }
}
