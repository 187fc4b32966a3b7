namespace LeanRx.Server.Push.Internal;

/// <summary>An access token, or why there is none.</summary>
sealed record FcmGrant(string? Token, DateTimeOffset GoodUntil, PushOutcome? Refusal);
