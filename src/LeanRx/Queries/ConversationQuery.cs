using LeanRx.Common.Internal;
using LeanRx.Queries.Internal;

namespace LeanRx;

// protocol.md §4.5.1; S126 to S132
/// <summary>
/// Which conversations are wanted:
/// <c>new ConversationQuery { Limit = 20 }.Where(c => c.Attribute("topic") == "movie" &amp; c.Attribute("age") > 18).OrderBy(c => c.Name)</c>, or
/// <c>from c in new ConversationQuery() where c.Name == "cats" orderby c.CreatedAt select c</c>. Immutable: each step is a new query.
/// </summary>
/// <remarks>Conditions go to the server as they are; it tries them. What it cannot answer does not compile, or throws where it is written.</remarks>
public sealed record ConversationQuery
{
    const int MaxSortKeys = 16;

    static readonly ConversationColumns Columns = new();

    // S129
    /// <summary>Most conversations to return, 0 to 1,000. With 0 there are none, and the server is not asked.</summary>
    /// <value>10.</value>
    public int Limit { get; init; } = 10;

    // S130
    /// <summary>How many matches to pass over. Default 0.</summary>
    public int Skip { get; init; }

    // S131
    /// <summary>Whether members and mute state are left out. Default false.</summary>
    public bool Compact { get; init; }

    /// <summary>Whether each conversation comes with its last message. Default false.</summary>
    public bool WithLastMessage { get; init; }

    // S127
    /// <summary>What the conversations have to meet; null before the first <see cref="Where"/>: those that this client is in.</summary>
    public Condition? Condition { get; private init; }

    // S128
    /// <summary>
    /// The columns to sort by, as they go on the wire: comma-separated, <c>-</c> in front for descending. Default <c>-lm</c>: the last active first.
    /// </summary>
    public string Sort => SortKeys.Count == 0 ? "-lm" : string.Join(",", SortKeys);

    IReadOnlyList<string> SortKeys { get; init; } = [];

    // S127
    /// <summary>
    /// Narrows the query down. The first condition takes the place of the default, which is the conversations that this client is in: to ask for those,
    /// say <c>c.Members.Contains(client.ClientId)</c>. Of a query that does not speak of kinds or ids the server returns normal conversations.
    /// </summary>
    /// <param name="condition">What must hold, in addition to what must hold already.</param>
    /// <exception cref="ArgumentException">The condition cannot be expressed; the message says what.</exception>
    public ConversationQuery Where(Func<ConversationColumns, Condition> condition)
    {
        var added = Guard.NotNull(condition, nameof(condition))(Columns) ?? throw new ArgumentException("The condition is null.", nameof(condition));
        return this with { Condition = Condition is { } before ? before & added : added };
    }

    /// <summary>Sorts by a column, the least first, in place of any order before. Missing values come first, and of arrays the least element counts.</summary>
    /// <exception cref="ArgumentException">The column cannot be sorted by.</exception>
    public ConversationQuery OrderBy(Func<ConversationColumns, Column> column) => Sorted([], column, isDescending: false);

    /// <summary>
    /// Sorts by a column, the greatest first, in place of any order before. Missing values come last, and of arrays the greatest element counts.
    /// </summary>
    /// <inheritdoc cref="OrderBy" path="/exception"/>
    public ConversationQuery OrderByDescending(Func<ConversationColumns, Column> column) => Sorted([], column, isDescending: true);

    /// <summary>Sorts those that are equal so far by one more column, the least first.</summary>
    /// <exception cref="ArgumentException">The column cannot be sorted by.</exception>
    /// <exception cref="InvalidOperationException">There is no order yet, or there are 16 columns already.</exception>
    public ConversationQuery ThenBy(Func<ConversationColumns, Column> column) => Sorted(AtLeastOne(), column, isDescending: false);

    /// <summary>Sorts those that are equal so far by one more column, the greatest first.</summary>
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
