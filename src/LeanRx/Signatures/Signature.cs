namespace LeanRx;

// protocol.md §6.1
/// <summary>The signature of an operation.</summary>
public sealed record Signature
{
    /// <summary>Creates a signature.</summary>
    /// <param name="timestampMilliseconds">The time of signing, in milliseconds since 1970 UTC: the number that was signed.</param>
    /// <param name="nonce">A random string.</param>
    /// <param name="value">The lower-case hexadecimal HMAC-SHA1 of the operation.</param>
    public Signature(long timestampMilliseconds, string nonce, string value)
    {
        TimestampMilliseconds = timestampMilliseconds;
        Nonce = nonce;
        Value = value;
    }

    /// <summary>The time of signing, in milliseconds since 1970 UTC.</summary>
    /// <remarks>It is sent as it is, since it is part of the signed text: a signer that signs seconds gives seconds.</remarks>
    public long TimestampMilliseconds { get; init; }

    /// <summary>A random string.</summary>
    public string Nonce { get; init; }

    /// <summary>The lower-case hexadecimal HMAC-SHA1 of the operation.</summary>
    public string Value { get; init; }
}
