using System.Collections.Immutable;
using LeanRx.Server.Queries.Internal;

namespace LeanRx.Server.Storage;

// protocol.md §4.5.1; S128
/// <summary>The <c>sort</c> of a conversation query: columns, comma-separated, <c>-</c> in front for descending.</summary>
/// <remarks>
/// Immutable, safe from any thread. Columns are those of <see cref="ConversationFilter"/>, dotted paths included. Values of several types order as MongoDB has
/// it: missing and null, numbers, texts, objects (all alike), booleans, instants. An array counts as its least element, descending as its greatest. What is
/// equal in every column is in ascending order of <c>objectId</c>.
/// </remarks>
public sealed class ConversationSort : IComparer<ConversationRecord>
{
    const int MaxColumns = 16;
    readonly ImmutableArray<SortColumn> _columns;
    readonly string? _asker;

    ConversationSort(ImmutableArray<SortColumn> columns, string? asker = null) => (_columns, _asker) = (columns, asker);

    /// <summary>By the last message, newest first: <c>-lm</c>.</summary>
    /// <remarks>Conversations without a message come last.</remarks>
    public static ConversationSort Default { get; } = Parse("-lm");

    /// <summary>Whether it is the order of the last messages, newest first.</summary>
    public bool IsByLastMessage => _columns is [{ IsByLastMessage: true }];

    /// <summary>The column, if it is the only one and no path leads into it; otherwise null.</summary>
    public string? OnlyColumn => _columns is [var column] ? column.Column : null;

    /// <summary>Whether the first column is in descending order.</summary>
    public bool IsDescending => _columns[0].IsDescending;

    /// <summary>Parses a <c>sort</c> string, for example <c>-lm,name</c>.</summary>
    /// <exception cref="QueryFormatException">It is empty, names no column in some place, or has more than 16 columns.</exception>
    public static ConversationSort Parse(string sort)
    {
        var names = sort.Split(',');
        if (names.Length > MaxColumns) throw new QueryFormatException($"sort: more than {MaxColumns} columns");
        return new([.. names.Select(name => SortColumn.Parse(name.Trim()))]);
    }

    /// <summary>A sort of conversations as this client sees them (<see cref="ConversationRecord.SeenBy"/>).</summary>
    internal ConversationSort SeenBy(string clientId) => new(_columns, clientId);

    /// <inheritdoc/>
    public int Compare(ConversationRecord? x, ConversationRecord? y)
    {
        if (x is null || y is null) return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        if (_asker is not null) (x, y) = (x.SeenBy(_asker), y.SeenBy(_asker));
        foreach (var column in _columns)
        {
            var order = column.Compare(x, y);
            if (order != 0) return order;
        }

        return string.CompareOrdinal(x.Id, y.Id);
    }
}
