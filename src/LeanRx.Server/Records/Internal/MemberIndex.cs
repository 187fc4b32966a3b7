using System.Collections.Immutable;

namespace LeanRx.Server.Records.Internal;

/// <summary>Members by id and in the order of joining. Immutable; a change shares all but a path with what it was made of.</summary>
internal sealed class MemberIndex
{
    readonly ImmutableDictionary<string, long> _numbers;
    readonly ImmutableSortedSet<Place> _places;

    MemberIndex(ImmutableDictionary<string, long> numbers, ImmutableSortedSet<Place> places) => (_numbers, _places) = (numbers, places);

    public int Count => _places.Count;

    public ImmutableSortedSet<Place>.Enumerator Places => _places.GetEnumerator();

    public string this[int index] => _places[index].ClientId;

    /// <param name="ids">Each once.</param>
    public static MemberIndex Of(ImmutableArray<string> ids, IEqualityComparer<string> comparer)
    {
        var numbers = ImmutableDictionary.CreateBuilder<string, long>(comparer);
        var places = new Place[ids.Length];
        for (var number = 0; number < ids.Length; number++)
        {
            numbers.Add(ids[number], number);
            places[number] = new Place(number, ids[number]);
        }
        return new MemberIndex(numbers.ToImmutable(), [.. places]);
    }

    public bool Contains(string clientId) => _numbers.ContainsKey(clientId);

    public int IndexOf(string clientId) => _numbers.TryGetValue(clientId, out var number) ? _places.IndexOf(new Place(number, clientId)) : -1;

    public MemberIndex Add(IEnumerable<string> clientIds)
    {
        var (numbers, places) = (_numbers.ToBuilder(), _places.ToBuilder());
        var next = _places.IsEmpty ? 0 : _places.Max.Number + 1;
        foreach (var clientId in clientIds)
            if (numbers.TryAdd(clientId, next))
                places.Add(new Place(next++, clientId));
        return new MemberIndex(numbers.ToImmutable(), places.ToImmutable());
    }

    public MemberIndex Remove(IEnumerable<string> clientIds)
    {
        var (numbers, places) = (_numbers.ToBuilder(), _places.ToBuilder());
        foreach (var clientId in clientIds)
            if (numbers.Remove(clientId, out var number))
                places.Remove(new Place(number, clientId));
        return new MemberIndex(numbers.ToImmutable(), places.ToImmutable());
    }

    /// <summary>Where a member stands. The numbers alone make the order.</summary>
    public readonly record struct Place(long Number, string ClientId) : IComparable<Place>
    {
        public int CompareTo(Place other) => Number.CompareTo(other.Number);
    }
}
