using System.Buffers;
using System.Text;
using System.Text.Json;

namespace LeanRx.Server.Records.Internal;

// protocol.md §5.2
/// <summary>Finds the <c>_lctype</c> of a body without trusting that the body is JSON.</summary>
internal static class MessageType
{
    const string Name = "_lctype";

    /// <summary>Deeper ones are strings to their receivers.</summary>
    const int MaxDepth = 60;

    /// <summary>What a text message that has nothing but a text is written as, which is most of them.</summary>
    const string TextBegin = "{\"_lctype\":-1,\"_lctext\":\"";

    const string TextEnd = "\"}";

    /// <summary>What ends a JSON string, and what none may hold.</summary>
    static readonly SearchValues<char> s_stops = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(static value => (char)value), '"', '\\']);

    public static int? Of(string body)
    {
        if (IsText(body))
            return -1;
        if (!body.Contains(Name, StringComparison.Ordinal) || !body.AsSpan().TrimStart().StartsWith("{", StringComparison.Ordinal))
            return null;
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(body.Length));
        try
        {
            return Read(bytes.AsSpan(0, Encoding.UTF8.GetBytes(body, bytes)));
        }
        catch (JsonException)
        {
            return null; // A body is free text; text that only looks like JSON has no type.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    static bool IsText(string body) =>
        body.Length >= TextBegin.Length + TextEnd.Length && body.StartsWith(TextBegin, StringComparison.Ordinal)
            && body.EndsWith(TextEnd, StringComparison.Ordinal) && !body.AsSpan()[TextBegin.Length..^TextEnd.Length].ContainsAny(s_stops);

    static int? Read(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
        int? type = null;
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = IsName(ref reader);
            reader.Read();
            if (isType)
                type = TypeAt(ref reader);
            reader.Skip();
        }
        // Anything behind the object makes this throw: then it was none.
        reader.Read();
        return type;
    }

    static bool IsName(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.ValueTextEquals(Name);
        }
        catch (InvalidOperationException)
        {
            return false; // A name with half a surrogate pair.
        }
    }

    /// <summary>Also as -1.0, which is how some libraries write every number.</summary>
    static int? TypeAt(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var type) && type is >= int.MinValue and <= int.MaxValue
            && Math.Floor(type) == type ? (int)type : null;
}
