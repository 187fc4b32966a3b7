namespace LeanRx.Cli.Importing.Reporting;

/// <summary>What became of a row that says how something is.</summary>
enum RowOutcome
{
    /// <summary>The export has no such row.</summary>
    None,

    /// <summary>It is stored now and was not before.</summary>
    Created,

    /// <summary>It took the place of an older one.</summary>
    Updated,

    /// <summary>It was there already.</summary>
    Known,

    /// <summary>The store has a later one, which stays.</summary>
    Kept,
}
