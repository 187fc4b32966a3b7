namespace LeanRx.Protocol.Tests;

/// <summary>A payload that did what no payload may do; the message has its bytes.</summary>
public sealed class FuzzFailedException(string message, Exception innerException) : Exception(message, innerException);
