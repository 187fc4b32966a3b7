namespace LeanRx.Server.Access.Internal;

/// <summary>Why something is not done.</summary>
/// <param name="Code">The code; 0: the asker is passed over in silence.</param>
/// <param name="Reason">The same as a sentence.</param>
internal readonly record struct Refusal(int Code, string Reason);
