namespace LeanRx.Testing;

/// <summary>One notification of a stream, with the instant at which it came.</summary>
/// <param name="At">When, counted from the moment at which recording began.</param>
/// <param name="Kind">What came.</param>
/// <param name="Value">The value; default unless <paramref name="Kind"/> is <see cref="RecordedKind.Value"/>.</param>
/// <param name="Error">The error; null unless <paramref name="Kind"/> is <see cref="RecordedKind.Error"/>.</param>
public sealed record Recorded<T>(TimeSpan At, RecordedKind Kind, T? Value = default, Exception? Error = null);
