namespace LeanRx.Testing;

/// <summary>A stream did not do what a test expected of it.</summary>
public sealed class StreamAssertionException(string message) : Exception(message);
