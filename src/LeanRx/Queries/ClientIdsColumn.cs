using System.Text.Json.Nodes;
using LeanRx.Common.Internal;

namespace LeanRx;

/// <summary>A column that lists clients.</summary>
public sealed class ClientIdsColumn : Column
{
    internal ClientIdsColumn(string path) : base(path)
    {
    }

    /// <summary>This client is among them.</summary>
    /// <exception cref="ArgumentException">The id has not 1 to 64 characters.</exception>
    public Condition Contains(string clientId) => Condition.Equal(Path, Guard.ClientId(clientId, nameof(clientId)));

    // S77
    /// <summary>All of these are among them (<c>$all</c>).</summary>
    /// <exception cref="ArgumentException">No id is given, or one has not 1 to 64 characters.</exception>
    public Condition ContainsAll(params IEnumerable<string> clientIds) => Condition.Of(Path, "$all", List(clientIds));

    /// <summary>One of these at least is among them (<c>$in</c>).</summary>
    /// <inheritdoc cref="ContainsAll" path="/exception"/>
    public Condition ContainsAny(params IEnumerable<string> clientIds) => Condition.Of(Path, "$in", List(clientIds));

    /// <summary>There are exactly so many (<c>$size</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public Condition HasSize(int size) => Condition.Of(Path, "$size", Guard.InRange(size, 0, int.MaxValue, nameof(size)));

    static JsonArray List(IEnumerable<string> clientIds)
    {
        var ids = Guard.ClientIds(clientIds, nameof(clientIds));
        return ids.Count > 0 ? [.. ids.Select(static id => (JsonNode)id)]
            : throw new ArgumentException("clientIds must hold at least one id.", nameof(clientIds));
    }
}
