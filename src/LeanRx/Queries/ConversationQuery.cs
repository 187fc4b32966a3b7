using LeanRx.Common.Internal;
using LeanRx.Queries.Internal;

namespace LeanRx;

// protocol.md §4.5.1; S126 to S132
/// <summary>A query for conversations.</summary>
/// <remarks>
/// For example <c>new ConversationQuery { Limit = 20 }.Where(c => c.Attribute("topic") == "movie" &amp; c.Attribute("age") > 18).OrderBy(c => c.Name)</c>, or
/// <c>from c in new ConversationQuery() where c.Name == "cats" orderby c.CreatedAt select c</c>. Immutable: each step returns a new query. Conditions are
/// evaluated by the server. Expressions that it does not support fail to compile, or throw when the query is built.
/// </remarks>
public sealed record ConversationQuery
{
    const int MaxSortKeys = 16;

    static readonly ConversationColumns Columns = new();

    // S129
    /// <summary>The maximum number of conversations to return, 0 to 1,000.</summary>
    /// <remarks>With 0 the server is not asked.</remarks>
    /// <value>10.</value>
    public int Limit { get; init; } = 10;

    // S130
    /// <summary>The number of matches to skip.</summary>
    /// <value>0.</value>
    public int Skip { get; init; }

    // S131
    /// <summary>Whether members and mute state are left out.</summary>
    /// <value>False.</value>
    public bool Compact { get; init; }

    /// <summary>Whether each conversation includes its last message.</summary>
    /// <value>False.</value>
    public bool WithLastMessage { get; init; }

    // S127
    /// <summary>The condition; null before the first <see cref="Where"/>, which means the conversations of this client.</summary>
    public Condition? Condition { get; private init; }

    // S128
    /// <summary>The sort order as sent: comma-separated columns, <c>-</c> in front for descending.</summary>
    /// <value><c>-lm</c>: most recently active first.</value>
    public string Sort => SortKeys.Count == 0 ? "-lm" : string.Join(",", SortKeys);

    IReadOnlyList<string> SortKeys { get; init; } = [];

    // S127
    /// <summary>Adds a condition.</summary>
    /// <remarks>
    /// The first condition replaces the default, which is the conversations of this client; to query those, add <c>c.Members.Contains(client.ClientId)</c>.
    /// Unless a condition names kinds or ids, the server returns normal conversations.
    /// </remarks>
    /// <param name="condition">The condition, in addition to the existing ones.</param>
    /// <exception cref="ArgumentException">The condition cannot be expressed; the message says what.</exception>
    public ConversationQuery Where(Func<ConversationColumns, Condition> condition)
    {
        var added = Guard.NotNull(condition, nameof(condition))(Columns) ?? throw new ArgumentException("The condition is null.", nameof(condition));
        return this with { Condition = Condition is { } before ? before & added : added };
    }

    /// <summary>Sorts by a column in ascending order, replacing the current order.</summary>
    /// <remarks>
    /// Missing values come first. Arrays are sorted by their least element.
    /// </remarks>
    /// <exception cref="ArgumentException">The column cannot be sorted by.</exception>
    public ConversationQuery OrderBy(Func<ConversationColumns, Column> column) => Sorted([], column, isDescending: false);

    /// <summary>Sorts by a column in descending order, replacing the current order.</summary>
    /// <remarks>
    /// Missing values come last. Arrays are sorted by their greatest element.
    /// </remarks>
    /// <inheritdoc cref="OrderBy" path="/exception"/>
    public ConversationQuery OrderByDescending(Func<ConversationColumns, Column> column) => Sorted([], column, isDescending: true);

    /// <summary>Adds a column to the order, ascending.</summary>
    /// <exception cref="ArgumentException">The column cannot be sorted by.</exception>
    /// <exception cref="InvalidOperationException">There is no order yet, or it has 16 columns already.</exception>
    public ConversationQuery ThenBy(Func<ConversationColumns, Column> column) => Sorted(AtLeastOne(), column, isDescending: false);

    /// <summary>Adds a column to the order, descending.</summary>
    /// <inheritdoc cref="ThenBy" path="/exception"/>
    public ConversationQuery ThenByDescending(Func<ConversationColumns, Column> column) => Sorted(AtLeastOne(), column, isDescending: true);

    ConversationQuery Sorted(IReadOnlyList<string> before, Func<ConversationColumns, Column> column, bool isDescending)
    {
        if (before.Count == MaxSortKeys)
            throw new InvalidOperationException($"A query sorts by at most {MaxSortKeys} columns.");
        return this with { SortKeys = [.. before, ColumnPaths.SortKey(Guard.NotNull(column, nameof(column))(Columns), isDescending)] };
    }

    IReadOnlyList<string> AtLeastOne() => SortKeys.Count > 0 ? SortKeys : throw new InvalidOperationException("ThenBy needs an OrderBy before it.");
}
