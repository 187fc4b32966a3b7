namespace LeanRx.Transport.Sockets.Internal;

/// <summary>A connection that is upgraded.</summary>
/// <param name="Stream">The connection.</param>
/// <param name="Ahead">What was read of it already: the first frames.</param>
readonly record struct Dialled(Stream Stream, byte[] Ahead);
