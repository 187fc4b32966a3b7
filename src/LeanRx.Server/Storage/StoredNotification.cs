namespace LeanRx.Server;

/// <summary>A push that a client can fetch again over REST (protocol.md §4.16).</summary>
/// <param name="ApplicationId">The application.</param>
/// <param name="ClientId">Whom it was for.</param>
/// <param name="Timestamp">The <c>serverTs</c> of the push, milliseconds since 1970 UTC.</param>
/// <param name="IsPermanent">True for what must not be missed; false for changes that a client also learns by asking for the conversation.</param>
/// <param name="Frame">The push as JSON.</param>
public sealed record StoredNotification(string ApplicationId, string ClientId, long Timestamp, bool IsPermanent, string Frame);
