namespace LeanRx;

/// <summary>A boolean column.</summary>
/// <remarks>It is a condition by itself: <c>c => c.IsTransient</c>, <c>c => !c.IsTransient</c>. A missing value is false.</remarks>
public sealed class FlagColumn : Column
{
    internal FlagColumn(string path) : base(path)
    {
    }

    /// <summary>The value is true.</summary>
    public static implicit operator Condition(FlagColumn column) => NotNull(column) == true;

    /// <summary>The value is false or missing.</summary>
    public static Condition operator !(FlagColumn column) => NotNull(column) == false;

    /// <summary>The value equals; a missing value is false.</summary>
    public static Condition operator ==(FlagColumn column, bool value) =>
        value ? Condition.Equal(NotNull(column).Path, true) : Condition.Of(NotNull(column).Path, "$ne", true);

    /// <summary>The opposite of <c>==</c>.</summary>
    public static Condition operator !=(FlagColumn column, bool value) => column == !value;

    /// <summary>Both conditions are met: <c>c => c.IsTransient &amp; c.Name == "cats"</c>.</summary>
    public static Condition operator &(FlagColumn left, Condition right) => (Condition)left & right;

    /// <summary>At least one of the conditions is met.</summary>
    public static Condition operator |(FlagColumn left, Condition right) => (Condition)left | right;

    /// <summary>Whether this is the same object; columns are not compared with each other.</summary>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Path);
}
