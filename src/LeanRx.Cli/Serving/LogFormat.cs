namespace LeanRx.Cli.Serving;

/// <summary>How lines of the log are written.</summary>
enum LogFormat
{
    /// <summary>A line for people.</summary>
    Text,

    /// <summary>A JSON object in a line.</summary>
    Json,
}
