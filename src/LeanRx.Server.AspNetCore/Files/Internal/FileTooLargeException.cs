namespace LeanRx.Server.AspNetCore.Files.Internal;

/// <summary>An upload turned out to be above the limit while it was read.</summary>
sealed class FileTooLargeException : Exception;
