namespace LeanRx;

// protocol.md §4.16
/// <summary>A question for missed notifications.</summary>
/// <param name="ApiServer">Where the REST interface is: <see cref="LeanClientOptions.ApiServer"/>, or what <see cref="LeanClientOptions.Server"/> makes of
/// it.</param>
/// <param name="ApplicationId">The application's id.</param>
/// <param name="ApplicationKey">The application's key.</param>
/// <param name="ClientId">Who was away.</param>
/// <param name="SessionToken">The token of its login.</param>
/// <param name="After">Only what is later than this, by the server's clock, to the millisecond. What the client has heard since then it does not tell
/// twice.</param>
public sealed record NotificationRequest(Uri ApiServer, string ApplicationId, string ApplicationKey, string ClientId, string SessionToken,
    DateTimeOffset After);
