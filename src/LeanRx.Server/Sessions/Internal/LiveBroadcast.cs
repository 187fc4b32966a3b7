using LeanRx.Server.Records.Internal;

namespace LeanRx.Server.Sessions.Internal;

/// <summary>A broadcast that is given to clients that come online.</summary>
/// <param name="ConversationId">Its service conversation.</param>
/// <param name="Key">Its place there.</param>
/// <param name="ValidUntil">Until when, milliseconds since 1970 UTC.</param>
internal readonly record struct LiveBroadcast(string ConversationId, MessageKey Key, long ValidUntil);
