namespace LeanRx.Cli.Importing.Reporting;

/// <summary>Where a row stands.</summary>
/// <param name="File">The file.</param>
/// <param name="Row">Which row of it, from 1.</param>
readonly record struct RowPlace(string File, long Row);
