using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeanRx.Protocol;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Clustering.Internal;

internal sealed class MemberListConverter : JsonConverter<MemberList>
{
    public override MemberList Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => MemberList.Create(IdsConverter.Read(ref reader));

    public override void Write(Utf8JsonWriter writer, MemberList value, JsonSerializerOptions options) => IdsConverter.Write(writer, value);
}

internal sealed class IdsConverter : JsonConverter<ImmutableArray<string>>
{
    public static List<string> Read(ref Utf8JsonReader reader)
    {
        List<string> ids = [];
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            ids.Add(reader.GetString()!);
        return ids;
    }

    public static void Write(Utf8JsonWriter writer, IEnumerable<string> ids)
    {
        writer.WriteStartArray();
        foreach (var id in ids)
            writer.WriteStringValue(id);
        writer.WriteEndArray();
    }

    public override ImmutableArray<string> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => [.. Read(ref reader)];

    public override void Write(Utf8JsonWriter writer, ImmutableArray<string> value, JsonSerializerOptions options) =>
        Write(writer, value.IsDefault ? [] : value);
}

internal sealed class ColumnsConverter : JsonConverter<ImmutableSortedDictionary<string, JsonElement>>
{
    public override ImmutableSortedDictionary<string, JsonElement> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        var columns = ImmutableSortedDictionary.CreateBuilder<string, JsonElement>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            columns[name] = JsonElement.ParseValue(ref reader);
        }
        return columns.ToImmutable();
    }

    public override void Write(Utf8JsonWriter writer, ImmutableSortedDictionary<string, JsonElement> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, column) in value)
        {
            writer.WritePropertyName(name);
            ElementConverter.Write(writer, column);
        }
        writer.WriteEndObject();
    }
}

/// <summary>As it was written: half of an emoji, escaped, is passed on as it is.</summary>
internal sealed class ElementConverter : JsonConverter<JsonElement>
{
    public static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Undefined)
            writer.WriteNullValue();
        else
            writer.WriteRawValue(value.GetRawText());
    }

    public override JsonElement Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => JsonElement.ParseValue(ref reader);

    public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options) => Write(writer, value);
}

internal sealed class ExtensionsConverter : JsonConverter<ExtensionFields>
{
    public override ExtensionFields Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        List<KeyValuePair<string, JsonElement>> fields = [];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            fields.Add(new(name, JsonElement.ParseValue(ref reader)));
        }
        return new ExtensionFields(fields);
    }

    public override void Write(Utf8JsonWriter writer, ExtensionFields value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (name, field) in value.Fields)
        {
            writer.WritePropertyName(name);
            ElementConverter.Write(writer, field);
        }
        writer.WriteEndObject();
    }
}
