namespace LeanRx.Testing;

/// <summary>What a stream can tell.</summary>
public enum RecordedKind
{
    /// <summary>A value.</summary>
    Value,

    /// <summary>The end, by an error.</summary>
    Error,

    /// <summary>The end.</summary>
    Completion,
}
