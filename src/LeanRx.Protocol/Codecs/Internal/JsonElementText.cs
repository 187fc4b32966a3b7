using System.Runtime.InteropServices;
using System.Text.Json;

namespace LeanRx.Protocol.Codecs.Internal;

/// <summary>Copies an element token by token: numbers and strings stay as they were written, blanks and comments go.</summary>
static class JsonElementText
{
    static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static void Write(JsonElement element, ref JsonFrameWriter writer)
    {
        if (element.ValueKind == JsonValueKind.Undefined)
        {
            writer.Raw("null"u8);
            return;
        }
        var json = JsonMarshal.GetRawUtf8Value(element);
        if (!Utf8Check.IsValid(json) || SurrogateCheck.HasLoneSurrogate(json))
            throw new ArgumentException("The frame has a JSON element whose text is not valid Unicode.", nameof(element));
        var tokens = new Utf8JsonReader(json, Options);
        var isFirst = true;
        while (tokens.Read())
        {
            var isEnd = tokens.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray;
            if (!isFirst && !isEnd)
                writer.Raw(","u8);
            var start = (int)tokens.TokenStartIndex;
            writer.Raw(json.Slice(start, EndOf(tokens) - start));
            isFirst = tokens.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.PropertyName;
            if (tokens.TokenType == JsonTokenType.PropertyName)
                writer.Raw(":"u8);
        }
    }

    static int EndOf(in Utf8JsonReader tokens) => tokens.TokenType switch
    {
        JsonTokenType.String or JsonTokenType.PropertyName => (int)tokens.TokenStartIndex + tokens.ValueSpan.Length + 2,
        _ => (int)tokens.TokenStartIndex + Math.Max(tokens.ValueSpan.Length, 1),
    };
}
