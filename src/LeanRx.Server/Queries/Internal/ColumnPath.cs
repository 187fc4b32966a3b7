using System.Globalization;
using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Queries.Internal;

/// <summary>A column, or a dotted path into one.</summary>
sealed class ColumnPath
{
    public const int MaxNames = 32;
    public const int MaxLength = 256;

    readonly string[] _names;

    ColumnPath(string[] names) => _names = names;

    public static ColumnPath Kind { get; } = new([KnownColumns.Kind]);

    public static ColumnPath Temporary { get; } = new([KnownColumns.IsTemporary]);

    /// <summary>The column, unless it is a path into one.</summary>
    public string? Column => _names is [var column] ? column : null;

    public bool IsId => _names is [KnownColumns.Id];

    public bool IsMembers => _names is [KnownColumns.Members];

    public bool IsName => _names is [KnownColumns.Name];

    public bool IsRoom => _names is [KnownColumns.IsTransient];

    public bool IsService => _names is [KnownColumns.IsSystem];

    public bool IsTemporary => _names is [KnownColumns.IsTemporary];

    public bool IsLastMessage => _names is [KnownColumns.LastMessageAt];

    public bool IsTime => _names is [KnownColumns.LastMessageAt or KnownColumns.CreatedAt or KnownColumns.UpdatedAt];

    public bool IsKind => _names is [KnownColumns.IsTransient or KnownColumns.IsSystem or KnownColumns.IsTemporary or KnownColumns.Kind or KnownColumns.Id];

    public static ColumnPath Parse(string text, string place)
    {
        if (text.Length > MaxLength) throw new QueryFormatException($"{place}: a path of more than {MaxLength} characters");
        var names = text.Split('.');
        if (names.Length > MaxNames) throw new QueryFormatException($"{place}: a path of more than {MaxNames} names");
        if (names.Contains("")) throw new QueryFormatException($"{place}: no column is named");
        return new(names);
    }

    /// <summary>Whether one of the values that the path leads to passes. It leads to exactly one, unless it goes through an array.</summary>
    public bool Any<TState>(ConversationRecord conversation, TState state, Func<QueryValue, TState, bool> test)
    {
        var column = _names[0];
        if (column == KnownColumns.Attributes) return Walk(conversation.Attributes, 1, state, test);
        if (!TryBuiltIn(conversation, column, out var value)) return Walk(conversation.Columns.TryGetValue(column, out var custom) ? custom : null, 1, state,
            test);
        return _names.Length switch
        {
            1 => test(value, state),
            2 when Index(_names[1]) is { } index => test(value.ElementAt(index), state),
            _ => test(default, state),
        };
    }

    static bool TryBuiltIn(ConversationRecord conversation, string column, out QueryValue value)
    {
        QueryValue? found = column switch
        {
            KnownColumns.Id => QueryValue.Of(conversation.Id),
            KnownColumns.Name => QueryValue.Of(conversation.Name),
            KnownColumns.CreatorId => QueryValue.Of(conversation.CreatorId),
            KnownColumns.Members => QueryValue.Of(conversation.Members),
            KnownColumns.MutedBy => QueryValue.Of(conversation.Muted),
            KnownColumns.IsTransient => QueryValue.Of(conversation.IsTransient),
            KnownColumns.IsSystem => QueryValue.Of(conversation.IsSystem),
            KnownColumns.IsUnique => QueryValue.Of(conversation.IsUnique),
            KnownColumns.IsTemporary => QueryValue.Of(conversation.IsTemporary),
            KnownColumns.UniqueId => QueryValue.Of(conversation.UniqueId),
            KnownColumns.LastMessageAt => QueryValue.Instant(conversation.LastMessageAt),
            KnownColumns.CreatedAt => QueryValue.Instant(conversation.CreatedAt),
            KnownColumns.UpdatedAt => QueryValue.Instant(conversation.UpdatedAt),
            KnownColumns.Kind => QueryValue.Of((long)conversation.Kind),
            _ => null,
        };
        value = found ?? default;
        return found is not null;
    }

    bool Walk<TState>(JsonElement? at, int next, TState state, Func<QueryValue, TState, bool> test)
    {
        if (at is not { } json) return test(default, state);
        if (next == _names.Length) return test(QueryValue.Of(json), state);
        return json.ValueKind switch
        {
            JsonValueKind.Object when !IsInstant(json) => Walk(SafeJson.Property(json, _names[next]), next + 1, state, test),
            // An index is never also a key of the objects in the array: both readings together would double the work at every level.
            JsonValueKind.Array when Index(_names[next]) is { } index => Walk(index < json.GetArrayLength() ? json[index] : null, next + 1, state, test),
            JsonValueKind.Array => WalkObjects(json, next, state, test),
            _ => test(default, state),
        };
    }

    bool WalkObjects<TState>(JsonElement array, int next, TState state, Func<QueryValue, TState, bool> test)
    {
        var any = false;
        foreach (var element in array.EnumerateArray())
        {
            if (element.ValueKind != JsonValueKind.Object || IsInstant(element)) continue;
            if (Walk(element, next, state, test)) return true;
            any = true;
        }

        return !any && test(default, state);
    }

    // An instant is one value, although JSON writes it as an object.
    static bool IsInstant(JsonElement json) => SafeJson.Instant(json) is not null;

    /// <summary>The index that a name is in a list; null when it is none.</summary>
    public static int? Index(string name) => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
}
