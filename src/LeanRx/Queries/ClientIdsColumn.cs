using System.Text.Json.Nodes;
using LeanRx.Common.Internal;

namespace LeanRx;

/// <summary>A column that contains client ids.</summary>
public sealed class ClientIdsColumn : Column
{
    internal ClientIdsColumn(string path) : base(path)
    {
    }

    /// <summary>The column contains this client.</summary>
    /// <exception cref="ArgumentException">The id is not 1 to 64 characters long.</exception>
    public Condition Contains(string clientId) => Condition.Equal(Path, Guard.ClientId(clientId, nameof(clientId)));

    // S77
    /// <summary>The column contains all of these clients (<c>$all</c>).</summary>
    /// <exception cref="ArgumentException">No id is given, or an id is not 1 to 64 characters long.</exception>
    public Condition ContainsAll(params IEnumerable<string> clientIds) => Condition.Of(Path, "$all", List(clientIds));

    /// <summary>The column contains at least one of these clients (<c>$in</c>).</summary>
    /// <inheritdoc cref="ContainsAll" path="/exception"/>
    public Condition ContainsAny(params IEnumerable<string> clientIds) => Condition.Of(Path, "$in", List(clientIds));

    /// <summary>The column contains exactly this number of clients (<c>$size</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public Condition HasSize(int size) => Condition.Of(Path, "$size", Guard.InRange(size, 0, int.MaxValue, nameof(size)));

    static JsonArray List(IEnumerable<string> clientIds)
    {
        var ids = Guard.ClientIds(clientIds, nameof(clientIds));
        return ids.Count > 0 ? [.. ids.Select(static id => (JsonNode)id)]
            : throw new ArgumentException("clientIds must hold at least one id.", nameof(clientIds));
    }
}
