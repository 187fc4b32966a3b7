namespace LeanRx.Testing;

/// <summary>The kinds of notifications of a stream.</summary>
public enum RecordedKind
{
    /// <summary>A value.</summary>
    Value,

    /// <summary>An error.</summary>
    Error,

    /// <summary>Completion.</summary>
    Completion,
}
