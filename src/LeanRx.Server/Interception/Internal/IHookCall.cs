using LeanRx.Server.Hooks;

namespace LeanRx.Server.Interception.Internal;

/// <summary>A call of a hook, whatever its answer is.</summary>
internal interface IHookCall
{
    /// <summary>Whether it has expired, or was answered.</summary>
    bool IsOver { get; }

    /// <summary>Ends when the hook is done, which may be later than the answer. Never throws.</summary>
    Task RunAsync(IMessageHook hook);
}
