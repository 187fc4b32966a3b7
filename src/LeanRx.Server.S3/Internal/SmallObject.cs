namespace LeanRx.Server.S3.Internal;

/// <summary>An object that was read as a whole.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="Tag">What tells this version of it from others.</param>
/// <param name="Token">What its writer called it.</param>
sealed record SmallObject(ReadOnlyMemory<byte> Content, string Tag, string Token);
