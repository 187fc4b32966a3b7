namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>A write cannot be done, and has changed nothing: the others in its transaction go on.</summary>
sealed class WriteRefusedException(string message) : InvalidOperationException(message);
