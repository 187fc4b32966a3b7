using System.Buffers;
using System.Text;
using System.Text.Json;

namespace LeanRx.Server.Internal;

/// <summary>Finds the <c>_lctype</c> of a body (protocol.md §5.2) without trusting that the body is JSON.</summary>
internal static class MessageType
{
    const string Name = "_lctype";

    public static int? Of(string body)
    {
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

    static int? Read(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals(Name);
            reader.Read();
            if (isType)
                return reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var type) ? type : null;
            reader.Skip();
        }
        return null;
    }
}
