using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LeanRx.Server.Push.Internal;

/// <summary>Writes what a provider takes, no larger than it takes it.</summary>
static class Payload
{
    /// <summary>What both providers take at most.</summary>
    public const int MaxBytes = 4096;

    const string Cut = "…";

    static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes an object, and shortens the text that is shown until it fits.</summary>
    /// <param name="text">The text; null where there is none to shorten.</param>
    /// <param name="write">Writes the members, with the text as it is given.</param>
    /// <returns>Null when it is too large even without the text.</returns>
    public static byte[]? Write(string? text, Action<Utf8JsonWriter, string?> write)
    {
        var bytes = Bytes(text, write);
        while (bytes.Length > MaxBytes)
        {
            if (text is null or "" or Cut)
                return null;
            // What is cut has one to six bytes a character: never too much of it at once.
            var excess = bytes.Length - MaxBytes;
            text = Shortened(text.EndsWith(Cut, StringComparison.Ordinal) ? text[..^Cut.Length] : text, Math.Max(1, excess / 6)) + Cut;
            bytes = Bytes(text, write);
        }
        return bytes;
    }

    static string Shortened(string text, int characters)
    {
        var length = Math.Max(0, text.Length - characters);
        return length > 0 && char.IsHighSurrogate(text[length - 1]) ? text[..(length - 1)] : text[..length];
    }

    static byte[] Bytes(string? text, Action<Utf8JsonWriter, string?> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, s_options))
        {
            writer.WriteStartObject();
            write(writer, text);
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }
}
