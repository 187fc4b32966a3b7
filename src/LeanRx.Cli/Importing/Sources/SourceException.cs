namespace LeanRx.Cli.Importing.Sources;

/// <summary>A file of an export cannot be read further. What came before it counts.</summary>
sealed class SourceException(string message, Exception? innerException = null) : Exception(message, innerException);
