namespace LeanRx.Client.Internal;

/// <summary>An event of the application's own.</summary>
internal sealed record LocalEvent(string Name, object Value);
