namespace LeanRx.Server;

/// <summary>The exception that is thrown when a node cannot join its cluster, or is part of it no longer.</summary>
/// <remarks>The message says why. A node that the others gave up never comes back in this life: start it again.</remarks>
/// <param name="message">Why.</param>
/// <param name="innerException">What caused it; null for nothing.</param>
public sealed class ClusterException(string message, Exception? innerException = null) : IOException(message, innerException);
