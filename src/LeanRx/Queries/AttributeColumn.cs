using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using LeanRx.Common.Internal;
using LeanRx.Queries.Internal;

namespace LeanRx;

/// <summary>An attribute or a custom column, which may contain any JSON.</summary>
/// <remarks>
/// A condition on text is also met by an array with an element that meets it.
/// </remarks>
public sealed class AttributeColumn : ValueColumn<ColumnValue>
{
    internal AttributeColumn(string path) : base(path)
    {
    }

    /// <inheritdoc cref="TextColumn.StartsWith"/>
    public Condition StartsWith(string text) => Pattern.Start(Path, text);

    /// <inheritdoc cref="TextColumn.Contains"/>
    public Condition Contains(string text) => Pattern.Piece(Path, text);

    /// <inheritdoc cref="TextColumn.Matches"/>
    public Condition Matches(string pattern, RegexOptions options = RegexOptions.None) => Pattern.Expression(Path, pattern, options);

    /// <summary>The array contains all of these values (<c>$all</c>).</summary>
    /// <exception cref="ArgumentException">No value is given.</exception>
    public Condition ContainsAll(params IEnumerable<ColumnValue> values) =>
        List(values) is { Count: > 0 } list ? Condition.Of(Path, "$all", list)
            : throw new ArgumentException("values must hold at least one value.", nameof(values));

    /// <summary>The array has exactly this number of elements (<c>$size</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public Condition HasSize(int size) => Condition.Of(Path, "$size", Guard.InRange(size, 0, int.MaxValue, nameof(size)));

    private protected override JsonNode? Json(ColumnValue value) => value.Json();
}
