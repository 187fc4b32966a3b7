namespace LeanRx.Server.Push.Internal;

/// <summary>What came of a request to a provider.</summary>
/// <param name="Kind">What it means for the notification.</param>
/// <param name="Reason">What the provider said, or why it could not be asked.</param>
/// <param name="RetryAfter">How long it asks to wait.</param>
/// <param name="IsForAll">Whether that, or the refusal, is about all notifications of this provider.</param>
/// <param name="IsUnanswered">Whether the provider could not be asked.</param>
/// <param name="GoneSince">Since when the device is known to be gone; null: now.</param>
sealed record PushOutcome(PushOutcomeKind Kind, string Reason = "", TimeSpan? RetryAfter = null, bool IsForAll = false, bool IsUnanswered = false,
    DateTimeOffset? GoneSince = null)
{
    /// <summary>Whether the provider takes nothing now, whatever it is; null when that is not known from this.</summary>
    public bool? IsOutage => Kind switch
    {
        PushOutcomeKind.Sent or PushOutcomeKind.DeviceGone => false,
        PushOutcomeKind.KeyRefused => true,
        PushOutcomeKind.Later when IsForAll || IsUnanswered => true,
        _ => null,
    };

    public static PushOutcome Sent { get; } = new(PushOutcomeKind.Sent);

    public static PushOutcome Unneeded { get; } = new(PushOutcomeKind.Unneeded);
}
