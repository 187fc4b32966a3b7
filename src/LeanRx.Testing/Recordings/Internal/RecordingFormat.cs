namespace LeanRx.Testing.Recordings.Internal;

/// <summary>
/// The file: a mark, a version, a header (length and JSON), then records: kind, ticks since the record before, fields. Numbers are variable-length, texts and
/// payloads begin with their length. The last record is <see cref="End"/> and counts the others.
/// </summary>
static class RecordingFormat
{
    /// <summary>Since 2 there are route lookups and notifications.</summary>
    public const byte Version = 2;

    public const byte End = 9;

    /// <summary>No payload is longer; a length beyond is no length.</summary>
    public const int MaxLength = 64 * 1024 * 1024;

    public static ReadOnlySpan<byte> Mark => "LeanRx"u8;
}
