using LeanRx.Common.Internal;

namespace LeanRx;

// protocol.md §4.5.1
/// <summary>A column of conversations, for the conditions and the order of a query.</summary>
public abstract class Column
{
    private protected Column(string path) => Path = path;

    /// <summary>The name of the column as sent, for example <c>lm</c> or <c>attr.topic</c>.</summary>
    public string Path { get; }

    /// <summary>The column exists; null values count (<c>$exists</c>).</summary>
    public Condition Exists() => Condition.Of(Path, "$exists", true);

    /// <summary>The column does not exist (<c>$exists</c>).</summary>
    public Condition DoesNotExist() => Condition.Of(Path, "$exists", false);

    /// <summary>The column's name on the wire.</summary>
    public override string ToString() => Path;

    /// <summary>What a comparison is with; the left side of one can only be null by mistake.</summary>
    private protected static T NotNull<T>(T? column) where T : Column => Guard.NotNull(column, nameof(column));
}
