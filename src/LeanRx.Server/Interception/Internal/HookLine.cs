using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.Interception.Internal;

/// <summary>
/// What hooks are asked about stands in a line for each conversation that it concerns: they are asked about all of it side by side, whatever its place, and it
/// goes on in the order of its arrival. So each waits for its own answer and for those before it, and nobody for one time limit after the other.
/// </summary>
internal sealed class HookLine
{
    readonly KeyedGates _gates = new();
    readonly Dictionary<(string ConversationId, object Owner), int> _owned = [];

    /// <summary>Whether somebody has something in the line of one of these conversations: what it does next there comes behind it.</summary>
    public bool Has(object owner, IEnumerable<string?> conversationIds)
    {
        lock (_owned)
            return _owned.Count > 0 && Named(conversationIds).Any(id => _owned.ContainsKey((id, owner)));
    }

    /// <summary>Completes when everything that stands in these lines now has gone on.</summary>
    public async ValueTask PassAsync(IEnumerable<string?> conversationIds)
    {
        foreach (var id in Named(conversationIds))
            (await _gates.EnterAsync(id).ConfigureAwait(false)).Dispose();
    }

    /// <summary>Asks now, and goes on with the answer when everything before has gone on. The place is taken before this returns.</summary>
    /// <exception cref="OperationRefusedException">It was refused; at its turn.</exception>
    public async ValueTask<TResult> RunAsync<TAnswer, TResult>(object owner, IEnumerable<string?> conversationIds,
        Func<HookPlace, ValueTask<TAnswer>> ask, Func<TAnswer, ValueTask<TResult>> goOn)
    {
        using var place = Enter(owner, conversationIds);
        var answer = AskAsync(place, ask);
        answer.ObserveFailure(); // Its turn may never come: the engine may be gone before.
        await place.ReachedAsync().ConfigureAwait(false);
        return await goOn(await answer.ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>The same without a result.</summary>
    public async ValueTask RunAsync<TAnswer>(object owner, IEnumerable<string?> conversationIds, Func<HookPlace, ValueTask<TAnswer>> ask,
        Func<TAnswer, ValueTask> goOn) => await RunAsync(owner, conversationIds, ask, async answer =>
    {
        await goOn(answer).ConfigureAwait(false);
        return true;
    }).ConfigureAwait(false);

    static async Task<TAnswer> AskAsync<TAnswer>(HookPlace place, Func<HookPlace, ValueTask<TAnswer>> ask)
    {
        try
        {
            return await ask(place).ConfigureAwait(false);
        }
        catch
        {
            place.Disown(); // It changes nothing for what its owner requests behind it.
            throw;
        }
    }

    /// <summary>All places at once, so that nobody waits in a circle.</summary>
    HookPlace Enter(object owner, IEnumerable<string?> conversationIds)
    {
        List<string> ids = [.. Named(conversationIds)];
        lock (_owned)
        {
            var isBehindOwn = ids.Exists(id => _owned.ContainsKey((id, owner)));
            foreach (var id in ids)
                _owned[(id, owner)] = _owned.GetValueOrDefault((id, owner)) + 1;
            return new HookPlace([.. ids.Select(_gates.EnterAsync)], isBehindOwn, () => Forget(owner, ids));
        }
    }

    void Forget(object owner, List<string> ids)
    {
        lock (_owned)
            foreach (var id in ids)
                if (_owned[(id, owner)] == 1)
                    _owned.Remove((id, owner));
                else
                    _owned[(id, owner)]--;
    }

    static IEnumerable<string> Named(IEnumerable<string?> conversationIds) =>
        conversationIds.OfType<string>().Where(static id => id.Length > 0).Distinct(StringComparer.Ordinal);
}
