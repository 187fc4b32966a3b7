namespace LeanRx.Cli.Configuring;

/// <summary>What an option of the command line tells.</summary>
/// <param name="Key">The whole key.</param>
/// <param name="Value">The value.</param>
/// <param name="Shown">How it was written, for messages; without the value where that is a secret.</param>
sealed record FlagValue(string Key, string Value, string Shown);
