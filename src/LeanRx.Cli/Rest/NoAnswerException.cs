namespace LeanRx.Cli.Rest;

/// <summary>The server did not answer as it should, however often it was asked.</summary>
sealed class NoAnswerException(string reason, Exception? innerException) : Exception(reason, innerException);
