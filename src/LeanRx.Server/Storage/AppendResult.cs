namespace LeanRx.Server.Storage;

/// <summary>The outcome of <see cref="IMessageLog.AppendAsync"/>.</summary>
public readonly record struct AppendResult
{
    /// <summary>The message that is stored now: the one given, or the earlier one with the same token.</summary>
    public required StoredMessage Message { get; init; }

    /// <summary>Whether the token was known, so that nothing was stored.</summary>
    public bool IsDuplicate { get; init; }
}
