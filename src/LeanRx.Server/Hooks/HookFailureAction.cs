namespace LeanRx.Server.Hooks;

/// <summary>What a server does when a hook fails, answers too late, or answers with something that cannot be used.</summary>
public enum HookFailureAction
{
    /// <summary>Go on as if the hook had allowed it without changes.</summary>
    Proceed,

    /// <summary>Refuse what was asked about: with 4402 a message, with 4405 a change of a message, with 4305 a change of a conversation.</summary>
    Refuse,
}
