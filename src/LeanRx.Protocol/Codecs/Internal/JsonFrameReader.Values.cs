using System.Text.Json;

namespace LeanRx.Protocol.Codecs.Internal;

ref partial struct JsonFrameReader
{
    const double LargestExactInteger = 9007199254740992;

    /// <summary>Any string.</summary>
    public readonly string? Text() => _json.TokenType switch
    {
        JsonTokenType.String => _json.ValueIsEscaped ? UnescapedText() : _json.GetString(),
        JsonTokenType.Null => null,
        _ => throw Wrong("a string"),
    };

    /// <summary>A string that is probably a word of the protocol.</summary>
    public readonly string? Word() =>
        _json.TokenType == JsonTokenType.String && !_json.ValueIsEscaped && KnownStrings.Find(_json.ValueSpan) is { } word ? word : Text();

    /// <summary>A string that probably came before: the id of a client or of a conversation.</summary>
    public string? Id() =>
        _ids is not null && _json.TokenType == JsonTokenType.String && !_json.ValueIsEscaped ? _ids.Get(_json.ValueSpan) : Text();

    public readonly int? Int32()
    {
        var value = Int64();
        if (value is < int.MinValue or > int.MaxValue)
            throw Wrong("an integer of 32 bits", "a larger number");
        return (int?)value;
    }

    /// <summary>An integer, also one written as <c>5.0</c> or <c>5e3</c>.</summary>
    public readonly long? Int64()
    {
        if (_json.TokenType == JsonTokenType.Null)
            return null;
        if (_json.TokenType != JsonTokenType.Number)
            throw Wrong("an integer");
        if (_json.TryGetInt64(out var value))
            return value;
        if (!_json.TryGetDouble(out var number) || Math.Abs(number) > LargestExactInteger)
            throw Wrong("an integer of 64 bits", "a larger number");
        if (Math.Floor(number) != number)
            throw Wrong("an integer", "a fraction");
        return (long)number;
    }

    // protocol.md §3.3
    /// <summary>A boolean; 0 and 1 count as such.</summary>
    public readonly bool? Boolean() => _json.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.Null => null,
        JsonTokenType.Number => _json.TryGetDouble(out var number) && number is 0 or 1 ? number is 1 : throw Wrong("true, false, 0 or 1", "another number"),
        _ => throw Wrong("true, false, 0 or 1"),
    };

    /// <summary>Bytes as base64.</summary>
    public readonly byte[]? Bytes()
    {
        if (_json.TokenType == JsonTokenType.Null)
            return null;
        if (_json.TokenType != JsonTokenType.String)
            throw Wrong("a base64 string");
        if (_json.ValueIsEscaped)
            UnescapedText();
        return _json.TryGetBytesFromBase64(out var bytes) ? bytes : throw Wrong("a base64 string", "another string");
    }

    // protocol.md §4.1.6
    /// <summary>Strings; nulls between them are passed over.</summary>
    public IReadOnlyList<string>? Strings()
    {
        if (CountItems() is not { } count)
            return null;
        var strings = count == 0 ? [] : new string[count];
        for (var index = 0; NextItem(); index++)
            strings[index] = Text()!;
        _isItem = false;
        return strings;
    }

    /// <summary>Objects; nulls between them are passed over.</summary>
    public IReadOnlyList<T>? Objects<T>(string name, JsonItemReader<T> readItem)
    {
        if (CountItems() is not { } count)
            return null;
        var items = count == 0 ? [] : new T[count];
        for (var index = 0; NextItem(); index++)
            items[index] = Object(name, readItem)!;
        _isItem = false;
        return items;
    }

    /// <summary>An object. Its fields are called by <paramref name="name"/> and their own name in errors.</summary>
    public T? Object<T>(string name, JsonItemReader<T> readItem)
    {
        if (_json.TokenType == JsonTokenType.Null)
            return default;
        if (_json.TokenType != JsonTokenType.StartObject)
            throw Wrong("an object");
        var nameOutside = _name;
        _scope = name;
        _isItem = false;
        var item = readItem(ref this);
        _scope = null;
        _name = nameOutside;
        return item;
    }

    /// <summary>Any JSON, in memory of its own.</summary>
    public JsonElement AnyValue()
    {
        var start = (int)_json.TokenStartIndex;
        var element = JsonElement.ParseValue(ref _json);
        if (SurrogateCheck.HasLoneSurrogate(_payload.Slice(start, (int)_json.BytesConsumed - start)))
            throw HalfSurrogate(null);
        return element;
    }

    /// <summary>Any JSON but null.</summary>
    public JsonElement? Element() => _json.TokenType == JsonTokenType.Null ? null : AnyValue();

    /// <summary>Any JSON, item by item.</summary>
    public IReadOnlyList<JsonElement>? Elements() => _json.TokenType switch
    {
        JsonTokenType.StartArray => AnyValue().EnumerateArray().ToArray(),
        JsonTokenType.Null => null,
        _ => throw Wrong("an array"),
    };

    // How many items but nulls the array holds, found by a reader that runs ahead.
    readonly int? CountItems()
    {
        if (_json.TokenType == JsonTokenType.Null)
            return null;
        if (_json.TokenType != JsonTokenType.StartArray)
            throw Wrong("an array");
        var count = 0;
        for (var ahead = _json; ahead.Read() && ahead.TokenType != JsonTokenType.EndArray; ahead.Skip())
            if (ahead.TokenType != JsonTokenType.Null)
                count++;
        return count;
    }

    bool NextItem()
    {
        do
            _json.Read();
        while (_json.TokenType == JsonTokenType.Null);
        _isItem = true;
        return _json.TokenType != JsonTokenType.EndArray;
    }
}
