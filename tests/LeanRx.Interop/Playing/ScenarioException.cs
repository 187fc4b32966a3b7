namespace LeanRx.Interop;

/// <summary>A scenario did not go as it should.</summary>
public sealed class ScenarioException(string message, Exception? innerException = null) : Exception(message, innerException);
