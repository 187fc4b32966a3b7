namespace LeanRx.Server.Interception.Internal;

/// <summary>What came of a call: an answer, or why there is none.</summary>
internal readonly record struct HookAnswer<T>(T? Value, Exception? Fault, bool IsLate)
{
    public bool IsGiven => Fault is null && !IsLate;
}
