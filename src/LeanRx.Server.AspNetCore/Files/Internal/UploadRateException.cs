namespace LeanRx.Server.AspNetCore.Files.Internal;

/// <summary>Too much is uploaded at a time.</summary>
sealed class UploadRateException() : Exception("Too many bytes are uploaded a minute; try again in a minute.");
