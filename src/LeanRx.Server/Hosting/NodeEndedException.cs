namespace LeanRx.Server.Hosting;

/// <summary>The exception that is thrown when a node is asked for something after it has ceased to be part of its cluster.</summary>
/// <remarks>The engine closes the connection of whoever wanted it, so that the client asks again at another node.</remarks>
/// <param name="message">Why it is no longer part of it.</param>
/// <param name="innerException">What caused it; null for nothing.</param>
public sealed class NodeEndedException(string message, Exception? innerException = null) : IOException(message, innerException);
