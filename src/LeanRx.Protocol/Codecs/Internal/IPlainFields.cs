namespace LeanRx.Protocol.Codecs.Internal;

/// <summary>The fields of an object that <see cref="PlainJson"/> walks through, as far as they have come.</summary>
interface IPlainFields
{
    /// <summary>Whether all have come that there must be.</summary>
    bool IsComplete { get; }

    /// <summary>Takes the value of a field, and goes on behind it; false where the codec has to read the object.</summary>
    bool TryTake(ReadOnlySpan<byte> name, ReadOnlySpan<byte> payload, ref int at);
}
