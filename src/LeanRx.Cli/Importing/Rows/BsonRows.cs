using System.Buffers;
using System.Globalization;
using System.Text.Json;
using LeanRx.Cli.Archive;
using LeanRx.Cli.Importing.Sources;
using LeanRx.Server;
using MongoDB.Bson;
using MongoDB.Bson.IO;
using MongoDB.Bson.Serialization;

namespace LeanRx.Cli.Importing.Rows;

/// <summary>The documents of a BSON dump, as rows of JSON in the form of the REST interface.</summary>
static class BsonRows
{
    static readonly JsonWriterOptions s_writing = new() { MaxDepth = 512 };

    /// <exception cref="SourceException">The file ends within a document, or is no BSON.</exception>
    public static IEnumerable<Row> Read(Stream input, string name)
    {
        var text = new ArrayBufferWriter<byte>();
        var head = new byte[4];
        for (var (number, offset) = (1L, 0L); ; number++)
        {
            var document = Next(input, head, name, offset, out var length);
            if (document is null)
                yield break;
            text.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(text, s_writing))
                Write(json, document, isTop: true);
            yield return new Row(number, offset, text.WrittenMemory, IsWhole: true);
            offset += length;
        }
    }

    /// <summary>The document that begins here; null at the end.</summary>
    static BsonDocument? Next(Stream input, byte[] head, string name, long offset, out int length)
    {
        length = 0;
        var read = input.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (read == 0)
            return null;
        length = read < head.Length ? 0 : BitConverter.ToInt32(head);
        if (length is < 5 or > RowReader.MaxLineBytes)
            throw new SourceException($"{name} is no BSON from byte {offset} on. What came before counts.");
        var bytes = new byte[length];
        head.CopyTo(bytes, 0);
        if (input.ReadAtLeast(bytes.AsSpan(head.Length), length - head.Length, throwOnEndOfStream: false) < length - head.Length)
            throw new SourceException($"{name} ends in the middle of a document, which begins at byte {offset}. What came before counts; get the file anew.");
        try
        {
            using var reader = new BsonBinaryReader(new MemoryStream(bytes));
            return BsonSerializer.Deserialize<BsonDocument>(reader);
        }
        catch (Exception exception) when (exception is FormatException or IOException or BsonException or ArgumentException or InvalidOperationException)
        {
            throw new SourceException($"{name} is no BSON from byte {offset} on: {exception.Message} What came before counts.", exception);
        }
    }

    static void Write(Utf8JsonWriter json, BsonDocument document, bool isTop = false)
    {
        json.WriteStartObject();
        foreach (var element in document.Elements)
        {
            json.WritePropertyName(isTop && element.Name == "_id" ? "objectId" : element.Name);
            Write(json, element.Value, isTop && element.Name is "createdAt" or "updatedAt");
        }
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, BsonValue value, bool isBareDate = false)
    {
        switch (value)
        {
            case BsonDocument document:
                Write(json, document);
                break;
            case BsonArray array:
                json.WriteStartArray();
                foreach (var item in array)
                    Write(json, item);
                json.WriteEndArray();
                break;
            case BsonDateTime date:
                WriteDate(json, date.MillisecondsSinceEpoch, isBareDate);
                break;
            case BsonBinaryData bytes:
                json.WriteStartObject();
                json.WriteString("__type"u8, "Bytes"u8);
                json.WriteBase64String("base64"u8, bytes.Bytes);
                json.WriteEndObject();
                break;
            case BsonBoolean flag:
                json.WriteBooleanValue(flag.Value);
                break;
            case BsonInt32 or BsonInt64:
                json.WriteNumberValue(value.ToInt64());
                break;
            case BsonDouble { Value: var number } when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case BsonDecimal128 number when decimal.TryParse(number.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var digits):
                json.WriteNumberValue(digits);
                break;
            case BsonString text:
                json.WriteStringValue(text.Value);
                break;
            case BsonNull or BsonUndefined:
                json.WriteNullValue();
                break;
            default:
                json.WriteStringValue(value.ToString());
                break;
        }
    }

    // One beyond the calendar stays a number, which is then no time.
    static void WriteDate(Utf8JsonWriter json, long milliseconds, bool isBare)
    {
        if (isBare || !JsonTime.IsTime(milliseconds))
        {
            json.WriteNumberValue(milliseconds);
            return;
        }
        json.WriteStartObject();
        json.WriteString("__type"u8, "Date"u8);
        json.WriteString("iso"u8,
            DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }
}
