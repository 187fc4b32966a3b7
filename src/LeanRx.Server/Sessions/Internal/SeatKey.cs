namespace LeanRx.Server.Sessions.Internal;

/// <summary>Which login it is, over all nodes.</summary>
/// <param name="Node">The node to which it is connected, by its name and its life; empty for this one.</param>
/// <param name="Number">The number of the login, on its node.</param>
/// <param name="Connection">The number of its connection, on its node.</param>
internal readonly record struct SeatKey(string Node, long Number, long Connection);
