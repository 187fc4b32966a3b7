namespace LeanRx.Protocol.Codecs.Internal;

/// <summary>A string beside its UTF-8 bytes.</summary>
sealed class Utf8Text(byte[] utf8, string value)
{
    public string Value => value;

    public int Hash => Utf8Hash.Of(utf8);

    public bool Is(ReadOnlySpan<byte> bytes) => bytes.SequenceEqual(utf8);
}
