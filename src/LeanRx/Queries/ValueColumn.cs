using System.Text.Json.Nodes;
using LeanRx.Common.Internal;

namespace LeanRx;

/// <summary>A column that is compared with values.</summary>
/// <remarks>
/// Values are compared within their type: a number is never less than a text. A missing value equals null and no other value. A comparison with an array is met
/// if one element meets it; <c>!=</c> and <see cref="NotIn"/> are met if no element is equal.
/// </remarks>
/// <typeparam name="TValue">The type of the values.</typeparam>
public abstract class ValueColumn<TValue> : Column
{
    private protected ValueColumn(string path) : base(path)
    {
    }

    /// <summary>Equal.</summary>
    /// <remarks>Null means null or missing.</remarks>
    public static Condition operator ==(ValueColumn<TValue> column, TValue value) => Condition.Equal(NotNull(column).Path, column.Json(value));

    /// <summary>Not equal, the opposite of <c>==</c> (<c>$ne</c>).</summary>
    public static Condition operator !=(ValueColumn<TValue> column, TValue value) => Condition.Of(NotNull(column).Path, "$ne", column.Json(value));

    /// <summary>Less (<c>$lt</c>).</summary>
    /// <exception cref="ArgumentException">The value is null, which has no order.</exception>
    public static Condition operator <(ValueColumn<TValue> column, TValue value) => NotNull(column).Ordered("$lt", value);

    /// <summary>Greater (<c>$gt</c>).</summary>
    /// <inheritdoc cref="op_LessThan" path="/exception"/>
    public static Condition operator >(ValueColumn<TValue> column, TValue value) => NotNull(column).Ordered("$gt", value);

    /// <summary>Less or equal (<c>$lte</c>).</summary>
    /// <inheritdoc cref="op_LessThan" path="/exception"/>
    public static Condition operator <=(ValueColumn<TValue> column, TValue value) => NotNull(column).Ordered("$lte", value);

    /// <summary>Greater or equal (<c>$gte</c>).</summary>
    /// <inheritdoc cref="op_LessThan" path="/exception"/>
    public static Condition operator >=(ValueColumn<TValue> column, TValue value) => NotNull(column).Ordered("$gte", value);

    /// <summary>Equal to one of these values (<c>$in</c>).</summary>
    /// <remarks>Without values nothing matches.</remarks>
    public Condition In(params IEnumerable<TValue> values) => Condition.Of(Path, "$in", List(values));

    /// <summary>Equal to none of these values (<c>$nin</c>).</summary>
    /// <remarks>Without values everything matches.</remarks>
    public Condition NotIn(params IEnumerable<TValue> values) => Condition.Of(Path, "$nin", List(values));

    /// <summary>Whether this is the same object; columns are not compared with each other.</summary>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Path);

    private protected abstract JsonNode? Json(TValue value);

    private protected JsonArray List(IEnumerable<TValue> values)
    {
        var list = new JsonArray();
        foreach (var value in Guard.NotNull(values, nameof(values)))
            list.Add(Json(value));
        return list;
    }

    Condition Ordered(string comparison, TValue value) =>
        Condition.Of(Path, comparison, Json(value)
            ?? throw new ArgumentException($"{Path} cannot be {comparison} null: null has no order. Use == null or Exists().", nameof(value)));
}
