namespace LeanRx.Server.Hooks;

/// <summary>A hook of an application: where it is called, how long it may take, and what happens when it fails.</summary>
/// <remarks>Immutable; use <c>with</c> to change a copy.</remarks>
public sealed record HookOptions
{
    /// <summary>Initializes the options of a hook.</summary>
    /// <param name="hook">The hook. It can be in several options, for different points.</param>
    public HookOptions(IMessageHook hook) => Hook = hook ?? throw new ArgumentNullException(nameof(hook));

    /// <summary>The hook.</summary>
    public IMessageHook Hook { get; init; }

    /// <summary>Where the hook is called.</summary>
    /// <remarks>What is not named here costs nothing.</remarks>
    /// <value><see cref="HookPoints.All"/>.</value>
    public HookPoints Points { get; init; } = HookPoints.All;

    /// <summary>How long an answer may take, from the arrival of what is asked about.</summary>
    /// <remarks>
    /// After that <see cref="OnFailure"/> decides, and the answer no longer counts. At most so long a message or a change waits, and those behind it in the
    /// same conversation.
    /// </remarks>
    /// <value>5 seconds.</value>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>What happens when the hook fails or is late.</summary>
    /// <value><see cref="HookFailureAction.Proceed"/>, as with LeanCloud.</value>
    public HookFailureAction OnFailure { get; init; }

    /// <summary>The maximum number of calls at the same time, 1 or more.</summary>
    /// <remarks>A further call waits, which counts towards its <see cref="Timeout"/>.</remarks>
    /// <value>256.</value>
    public int MaxConcurrentCalls { get; init; } = 256;

    /// <summary>The maximum number of events that wait to be told to the hook, 1 or more; beyond that the newest are dropped, and the log says so.</summary>
    /// <value>10,000.</value>
    public int MaxPendingEvents { get; init; } = 10_000;
}
