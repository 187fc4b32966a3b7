namespace LeanRx.Server.Push.Internal;

/// <summary>What came of a request to a provider.</summary>
/// <param name="Kind">What it means for the notification.</param>
/// <param name="Reason">What the provider said, or why it could not be asked.</param>
/// <param name="RetryAfter">How long it asks to wait.</param>
/// <param name="IsForAll">Whether that, or the refusal, is about all notifications of this provider.</param>
/// <param name="GoneSince">Since when the device is known to be gone; null: now.</param>
sealed record PushOutcome(PushOutcomeKind Kind, string Reason = "", TimeSpan? RetryAfter = null, bool IsForAll = false, DateTimeOffset? GoneSince = null)
{
    public static PushOutcome Sent { get; } = new(PushOutcomeKind.Sent);
}
