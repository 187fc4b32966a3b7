namespace LeanRx.Server.Sessions.Internal;

/// <summary>What the tokens of one login, and of those that came back with them, stand for.</summary>
/// <param name="LoginId">Tells the logins of one client apart.</param>
/// <param name="Since">When the client last proved who it is by more than a token, milliseconds since 1970 UTC.</param>
/// <param name="Until">No token of it is good beyond.</param>
internal sealed record LoginProof(long LoginId, long Since, long Until);
