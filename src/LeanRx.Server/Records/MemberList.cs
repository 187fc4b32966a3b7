using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using LeanRx.Server.Records.Internal;

namespace LeanRx.Server.Storage;

/// <summary>The members of a conversation, each once, in the order in which they joined.</summary>
/// <remarks>
/// Immutable. Looking up a member, adding and removing cost about the same in a list of ten as in a list of a hundred thousand. Ids are compared ordinally.
/// Safe to use from any thread.
/// </remarks>
[CollectionBuilder(typeof(MemberList), nameof(Create))]
public sealed class MemberList : IReadOnlyList<string>
{
    /// <summary>Up to here a look at all of them is cheaper than an index.</summary>
    const int MaxUnindexed = 32;

    readonly IEqualityComparer<string> _comparer;

    /// <summary>As they were given; default in a list that was changed, which has the index alone.</summary>
    readonly ImmutableArray<string> _ids;

    MemberIndex? _index;

    MemberList(ImmutableArray<string> ids, IEqualityComparer<string> comparer) => (_ids, _comparer) = (ids, comparer);

    MemberList(MemberIndex index, IEqualityComparer<string> comparer) => (_index, _comparer) = (index, comparer);

    /// <summary>A list without members.</summary>
    public static MemberList Empty { get; } = new([], StringComparer.Ordinal);

    /// <summary>The number of members.</summary>
    public int Count => _ids.IsDefault ? _index!.Count : _ids.Length;

    /// <summary>The member at a position in the order of joining.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is negative, or not less than <see cref="Count"/>.</exception>
    public string this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return _ids.IsDefault ? _index![index] : _ids[index];
        }
    }

    bool IsIndexed => _ids.IsDefault || _ids.Length > MaxUnindexed;

    // Two that make it at once make the same.
    MemberIndex Index => Volatile.Read(ref _index) ?? Interlocked.CompareExchange(ref _index, MemberIndex.Of(_ids, _comparer), null) ?? _index;

    /// <summary>Creates a list.</summary>
    /// <remarks>Repeated ids are ignored.</remarks>
    public static MemberList Create(params ReadOnlySpan<string> clientIds) => Create(StringComparer.Ordinal, clientIds);

    /// <summary>Creates a list.</summary>
    /// <remarks>Repeated ids are ignored.</remarks>
    public static MemberList Create(IEnumerable<string> clientIds)
    {
        ArgumentNullException.ThrowIfNull(clientIds);
        return clientIds as MemberList ?? Create(clientIds as string[] ?? [.. clientIds]);
    }

    internal static MemberList Create(IEqualityComparer<string> comparer, ReadOnlySpan<string> clientIds)
    {
        var known = clientIds.Length > MaxUnindexed ? new HashSet<string>(clientIds.Length, comparer) : null;
        var ids = ImmutableArray.CreateBuilder<string>(clientIds.Length);
        foreach (var clientId in clientIds)
            if (known?.Add(clientId) ?? ids.IndexOf(clientId, 0, ids.Count, comparer) < 0)
                ids.Add(clientId);
        return new MemberList(ids.DrainToImmutable(), comparer);
    }

    /// <summary>Returns whether a client is a member.</summary>
    public bool Contains(string clientId) => IsIndexed ? Index.Contains(clientId) : _ids.IndexOf(clientId, 0, _comparer) >= 0;

    /// <summary>Returns the position of a member in the order of joining, or -1 if the client is not a member.</summary>
    public int IndexOf(string clientId) => IsIndexed ? Index.IndexOf(clientId) : _ids.IndexOf(clientId, 0, _comparer);

    /// <summary>Returns a list with these clients after the existing members.</summary>
    /// <remarks>Members keep their places.</remarks>
    public MemberList AddRange(IReadOnlyCollection<string> clientIds)
    {
        ArgumentNullException.ThrowIfNull(clientIds);
        return !IsIndexed && Count + clientIds.Count <= MaxUnindexed
            ? Create(_comparer, [.. _ids, .. clientIds])
            : new MemberList(Index.Add(clientIds), _comparer);
    }

    /// <summary>Returns a list without these clients.</summary>
    public MemberList RemoveRange(IReadOnlyCollection<string> clientIds)
    {
        ArgumentNullException.ThrowIfNull(clientIds);
        return IsIndexed ? new MemberList(Index.Remove(clientIds), _comparer) : new MemberList(_ids.RemoveRange(clientIds, _comparer), _comparer);
    }

    /// <summary>Returns an enumerator over the members in the order of joining.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<string> IEnumerable<string>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Enumerates the members in the order of joining.</summary>
    public struct Enumerator : IEnumerator<string>
    {
        readonly ImmutableArray<string> _ids;
        int _at = -1;
        ImmutableSortedSet<MemberIndex.Place>.Enumerator _places;

        internal Enumerator(MemberList members)
        {
            _ids = members._ids;
            if (_ids.IsDefault)
                _places = members._index!.Places;
        }

        /// <inheritdoc/>
        public readonly string Current => _ids.IsDefault ? _places.Current.ClientId : _ids[_at];

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc/>
        public bool MoveNext() => _ids.IsDefault ? _places.MoveNext() : ++_at < _ids.Length;

        /// <inheritdoc/>
        public void Reset()
        {
            _at = -1;
            if (_ids.IsDefault)
                _places.Reset();
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            if (_ids.IsDefault)
                _places.Dispose();
        }
    }
}
