namespace LeanRx.Testing;

/// <summary>A notification of a stream and the time at which it was received.</summary>
public sealed record Recorded<T>
{
    /// <summary>Creates a notification.</summary>
    /// <param name="at">The time since recording began.</param>
    /// <param name="kind">The kind of notification.</param>
    /// <param name="value">The value of a <see cref="RecordedKind.Value"/>.</param>
    public Recorded(TimeSpan at, RecordedKind kind, T? value = default)
    {
        At = at;
        Kind = kind;
        Value = value;
    }

    /// <summary>The time since recording began.</summary>
    public TimeSpan At { get; init; }

    /// <summary>The kind of notification.</summary>
    public RecordedKind Kind { get; init; }

    /// <summary>The value; the default value unless <see cref="Kind"/> is <see cref="RecordedKind.Value"/>.</summary>
    public T? Value { get; init; }

    /// <summary>The error; null unless <see cref="Kind"/> is <see cref="RecordedKind.Error"/>.</summary>
    public Exception? Error { get; init; }
}
