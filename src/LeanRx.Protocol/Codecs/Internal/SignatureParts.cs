namespace LeanRx.Protocol.Codecs.Internal;

/// <summary>Gathers <c>t</c>, <c>n</c> and <c>s</c>, which stand side by side with the fields of their frame.</summary>
struct SignatureParts
{
    long? _timestamp;
    string? _nonce;
    string? _value;

    /// <summary>Takes the field at which the reader stands, when it is one of the three.</summary>
    public bool TryRead(ref JsonFrameReader reader)
    {
        if (reader.Is("t"u8)) _timestamp = reader.Int64();
        else if (reader.Is("n"u8)) _nonce = reader.Text();
        else if (reader.Is("s"u8)) _value = reader.Text();
        else return false;
        return true;
    }

    public readonly FrameSignature? ToSignature() =>
        _timestamp is null && _nonce is null && _value is null ? null : new FrameSignature(_timestamp ?? 0, _nonce ?? "", _value ?? "");
}
