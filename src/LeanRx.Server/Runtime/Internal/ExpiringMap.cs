namespace LeanRx.Server.Runtime.Internal;

/// <summary>
/// Things kept for clients that may come back, each for the same time and handed out once. So many of one client and so many of all are kept; beyond that the
/// oldest give way.
/// </summary>
internal sealed class ExpiringMap<TValue>(EngineClock clock, TimeSpan window, int capacity, int capacityPerClient)
{
    readonly Dictionary<string, List<LinkedListNode<Kept>>> _byClient = new(StringComparer.Ordinal);

    /// <summary>What is kept, in the order in which it ends.</summary>
    readonly LinkedList<Kept> _all = new();

    public int Count
    {
        get
        {
            lock (_all)
                return _all.Count;
        }
    }

    /// <param name="label">What tells the things of one client apart.</param>
    public void Keep(string clientId, string? label, TValue value)
    {
        lock (_all)
        {
            Forget();
            if (Find(clientId, label) is { } earlier)
                Remove(earlier);
            if (_byClient.TryGetValue(clientId, out var own) && own.Count >= capacityPerClient)
                Remove(own[0]);
            if (_all.Count >= capacity)
                Remove(_all.First!);
            if (!_byClient.TryGetValue(clientId, out own))
                _byClient.Add(clientId, own = []);
            own.Add(_all.AddLast(new Kept(clientId, label, value, clock.Elapsed + window)));
        }
    }

    /// <summary>Hands out what waits; the default when there is nothing any more.</summary>
    public TValue? Take(string clientId, string? label)
    {
        lock (_all)
        {
            Forget();
            if (Find(clientId, label) is not { } kept)
                return default;
            Remove(kept);
            return kept.Value.Value;
        }
    }

    LinkedListNode<Kept>? Find(string clientId, string? label) => _byClient.GetValueOrDefault(clientId)?.Find(node => node.Value.Label == label);

    void Forget()
    {
        while (_all.First is { } first && first.Value.Until <= clock.Elapsed)
            Remove(first);
    }

    void Remove(LinkedListNode<Kept> node)
    {
        _all.Remove(node);
        var own = _byClient[node.Value.ClientId];
        own.Remove(node);
        if (own.Count == 0)
            _byClient.Remove(node.Value.ClientId);
    }

    sealed record Kept(string ClientId, string? Label, TValue Value, TimeSpan Until);
}
