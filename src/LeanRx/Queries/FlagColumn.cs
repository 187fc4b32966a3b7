namespace LeanRx;

/// <summary>
/// A column that says yes or no. It is a condition by itself: <c>c => c.IsTransient</c>, and <c>c => !c.IsTransient</c>. Where it is missing, the answer is no.
/// </summary>
public sealed class FlagColumn : Column
{
    internal FlagColumn(string path) : base(path)
    {
    }

    /// <summary>Yes.</summary>
    public static implicit operator Condition(FlagColumn column) => NotNull(column) == true;

    /// <summary>No, or missing.</summary>
    public static Condition operator !(FlagColumn column) => NotNull(column) == false;

    /// <summary>Yes or no; missing is no.</summary>
    public static Condition operator ==(FlagColumn column, bool value) =>
        value ? Condition.Equal(NotNull(column).Path, true) : Condition.Of(NotNull(column).Path, "$ne", true);

    /// <summary>The opposite of <c>==</c>.</summary>
    public static Condition operator !=(FlagColumn column, bool value) => column == !value;

    /// <summary>Both: <c>c => c.IsTransient &amp; c.Name == "cats"</c>.</summary>
    public static Condition operator &(FlagColumn left, Condition right) => (Condition)left & right;

    /// <summary>One of them at least.</summary>
    public static Condition operator |(FlagColumn left, Condition right) => (Condition)left | right;

    /// <summary>Whether this is the same object; two columns are never compared with each other.</summary>
    public override bool Equals(object? obj) => ReferenceEquals(this, obj);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Path);
}
