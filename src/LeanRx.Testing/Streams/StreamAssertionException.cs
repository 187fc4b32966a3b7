namespace LeanRx.Testing;

/// <summary>A stream did not behave as expected by a test.</summary>
public sealed class StreamAssertionException(string message) : Exception(message);
