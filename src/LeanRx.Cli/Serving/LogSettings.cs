using Microsoft.Extensions.Logging;

namespace LeanRx.Cli.Serving;

/// <summary>What is written to the log, and how.</summary>
/// <param name="Format">How lines are written.</param>
/// <param name="Level">The least level that is written.</param>
/// <param name="Levels">The same for categories that begin with a name.</param>
sealed record LogSettings(LogFormat Format, LogLevel Level, IReadOnlyDictionary<string, LogLevel> Levels);
