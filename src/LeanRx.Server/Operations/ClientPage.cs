namespace LeanRx.Server;

/// <summary>A page of a list of clients.</summary>
public sealed record ClientPage
{
    /// <summary>The client ids, ascending in ordinal order.</summary>
    public required IReadOnlyList<string> ClientIds { get; init; }

    /// <summary>The value to pass for the next page.</summary>
    /// <value>Null at the end.</value>
    public string? Next { get; init; }
}
