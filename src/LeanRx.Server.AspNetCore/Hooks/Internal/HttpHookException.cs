namespace LeanRx.Server.AspNetCore.Hooks.Internal;

/// <summary>A function gave no answer that can be used.</summary>
internal sealed class HttpHookException(string message) : Exception(message);
