namespace LeanRx.Server.Interception.Internal;

/// <summary>A place in the lines of the conversations that something concerns; disposing leaves them.</summary>
internal sealed class HookPlace(List<ValueTask<IDisposable>> turns, bool isBehindOwn, Action disown) : IDisposable
{
    readonly List<IDisposable> _passes = [];
    Action? _disown = disown;

    /// <summary>
    /// Whether something stands before it that can change what it would do. Hooks are asked then about everything that was requested, and what is left of that
    /// at its turn is done.
    /// </summary>
    public bool IsBehind { get; } = turns.Exists(static turn => !turn.IsCompleted);

    /// <summary>Whether that includes requests of the same client: whether it may do this is not known before its turn.</summary>
    public bool IsBehindOwn => isBehindOwn;

    /// <summary>Completes at its turn.</summary>
    public async ValueTask ReachedAsync()
    {
        foreach (var turn in turns)
            _passes.Add(await turn.ConfigureAwait(false));
    }

    /// <summary>It no longer counts as something of its owner.</summary>
    public void Disown() => Interlocked.Exchange(ref _disown, null)?.Invoke();

    public void Dispose()
    {
        _passes.ForEach(static pass => pass.Dispose());
        Disown();
    }
}
