using System.Globalization;
using System.Text.Json;

namespace LeanRx.Server.AspNetCore.Rest.Internal;

/// <summary>What an operation answers when it is done: one JSON value.</summary>
/// <param name="Write">Writes the value.</param>
sealed record RestAnswer(Action<Utf8JsonWriter> Write)
{
    public static RestAnswer Empty { get; } = Object(static _ => { });

    public static RestAnswer Object(Action<Utf8JsonWriter> members) => new(json =>
    {
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
    });

    public static RestAnswer Array<T>(IEnumerable<T> items, Action<Utf8JsonWriter, T> write) => new(json => WriteArray(json, items, write));

    /// <summary>An object with one array in it.</summary>
    public static RestAnswer Array<T>(string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write) => Object(json =>
    {
        json.WritePropertyName(name);
        WriteArray(json, items, write);
    });

    public static RestAnswer Ids(string name, IEnumerable<string> ids, string? next = null) => Object(json =>
    {
        json.WritePropertyName(name);
        WriteArray(json, ids, static (writer, id) => writer.WriteStringValue(id));
        if (next is not null)
            json.WriteString("next"u8, next);
    });

    public static RestAnswer Count(string name, int count) => Object(json => json.WriteNumber(name, count));

    // protocol.md §4.2
    /// <summary>A time as it stands in objects.</summary>
    public static string Iso(long milliseconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    static void WriteArray<T>(Utf8JsonWriter json, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray();
        foreach (var item in items)
            write(json, item);
        json.WriteEndArray();
    }
}
