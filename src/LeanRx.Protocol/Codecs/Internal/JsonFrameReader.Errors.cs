using System.Text.Json;

namespace LeanRx.Protocol.Codecs.Internal;

ref partial struct JsonFrameReader
{
    const int LongestNameInErrors = 64;

    /// <summary>The value, or the error of a field that must be there.</summary>
    public readonly T Required<T>(T? value, string name) where T : class => value ?? throw Missing(name);

    /// <inheritdoc cref="Required{T}(T, string)"/>
    public readonly T Required<T>(T? value, string name) where T : struct => value ?? throw Missing(name);

    /// <summary>The name of the field.</summary>
    public readonly string FieldName() => Utf8Check.GetString(_name);

    readonly FrameFormatException Missing(string name) =>
        new(_scope is null ? $"Field '{name}' of command '{Command}' is missing." : $"Field '{_scope}.{name}' is missing.");

    readonly FrameFormatException Wrong(string expected, string? actual = null) =>
        new($"{(_isItem ? "An item of field" : "Field")} '{PathOf(_name)}' must be {expected}, but was {actual ?? Describe(_json.TokenType)}.");

    readonly FrameFormatException HalfSurrogate(Exception? cause) =>
        new($"{(_isItem ? "An item of field" : "Field")} '{PathOf(_name)}' holds half a surrogate pair.", cause);

    readonly string UnescapedText()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw HalfSurrogate(exception);
        }
    }

    readonly string PathOf(ReadOnlySpan<byte> name)
    {
        var text = name.Length > LongestNameInErrors ? "…" : FieldName();
        return _scope is null ? text : $"{_scope}.{text}";
    }

    static string Describe(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a boolean",
        _ => "null",
    };
}
