namespace LeanRx.Server.Storage;

/// <summary>What an append came to.</summary>
/// <param name="Message">The message that is stored now: the one given, or the earlier one with the same token.</param>
/// <param name="IsDuplicate">True when the token was known and nothing was stored.</param>
public readonly record struct AppendResult(StoredMessage Message, bool IsDuplicate);
