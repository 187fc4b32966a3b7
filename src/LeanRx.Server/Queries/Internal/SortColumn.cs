using LeanRx.Server.Storage;

namespace LeanRx.Server.Queries.Internal;

/// <summary>One column of a sort and its direction.</summary>
sealed class SortColumn(ColumnPath path, bool descending)
{
    public string? Column => path.Column;

    public bool IsDescending => descending;

    public bool IsByLastMessage => descending && path.IsLastMessage;

    public static SortColumn Parse(string text)
    {
        var descending = text.StartsWith('-');
        return new(ColumnPath.Parse(descending ? text[1..] : text, "sort"), descending);
    }

    public int Compare(ConversationRecord x, ConversationRecord y)
    {
        var order = ValueOrder.Compare(Representative(x), Representative(y));
        return descending ? -order : order;
    }

    /// <summary>The value that stands for all that the path leads to.</summary>
    QueryValue Representative(ConversationRecord conversation)
    {
        var extreme = new Extreme(descending);
        path.Any(conversation, extreme, static (value, extreme) =>
        {
            if (!value.AnyElement(extreme, static (element, extreme) => extreme.Consider(element)) && value.Kind != ValueKind.Array) extreme.Consider(value);
            return false;
        });
        return extreme.Value;
    }

    sealed class Extreme(bool greatest)
    {
        bool _any;

        public QueryValue Value { get; private set; }

        public bool Consider(QueryValue value)
        {
            if (!_any || (greatest ? ValueOrder.Compare(value, Value) > 0 : ValueOrder.Compare(value, Value) < 0)) Value = value;
            _any = true;
            return false;
        }
    }
}
