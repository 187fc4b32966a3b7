using LeanRx.Server.Storage;

namespace LeanRx.Server.Sessions.Internal;

/// <summary>What a login leaves behind for the case that its connection breaks.</summary>
/// <param name="Message">The message, with the id and the time of its acknowledgement.</param>
/// <param name="RemoteAddress">From where the client was connected.</param>
internal sealed record Will(StoredMessage Message, DeliveryPriority Priority, string? RemoteAddress);
