using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using LeanRx.Protocol;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Tests.Support;

/// <summary>Makes copies of values as if they had been sent: what does not survive it cannot be sent.</summary>
static class Parcel
{
    static readonly JsonSerializerOptions s_options = new()
    {
        IncludeFields = true, // Those of tuples.
        IgnoreReadOnlyProperties = true,
        Converters = { new MemberListConverter(), new IdsConverter(), new ColumnsConverter(), new ExtensionsConverter(), new ElementConverter() },
    };

    /// <summary>A copy of the type by which it is known.</summary>
    public static T Sent<T>(T value) => (T)Sent(value, typeof(T))!;

    /// <summary>A copy of a value by another type than it is known by.</summary>
    public static object? Sent(object? value, Type type) =>
        JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(value, type, s_options), type, s_options);

    sealed class MemberListConverter : JsonConverter<MemberList>
    {
        public override MemberList Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            MemberList.Create(JsonSerializer.Deserialize<string[]>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, MemberList value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.ToArray(), options);
    }

    sealed class IdsConverter : JsonConverter<ImmutableArray<string>>
    {
        public override ImmutableArray<string> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            [.. JsonSerializer.Deserialize<string[]>(ref reader, options)!];

        public override void Write(Utf8JsonWriter writer, ImmutableArray<string> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.IsDefault ? [] : value.ToArray(), options);
    }

    sealed class ColumnsConverter : JsonConverter<ImmutableSortedDictionary<string, JsonElement>>
    {
        public override ImmutableSortedDictionary<string, JsonElement> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(ref reader, options)!.ToImmutableSortedDictionary(StringComparer.Ordinal);

        public override void Write(Utf8JsonWriter writer, ImmutableSortedDictionary<string, JsonElement> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.ToDictionary(), options);
    }

    /// <summary>As it was written: half of an emoji, escaped, is passed on as it is.</summary>
    sealed class ElementConverter : JsonConverter<JsonElement>
    {
        public override JsonElement Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => JsonElement.ParseValue(ref reader);

        public override void Write(Utf8JsonWriter writer, JsonElement value, JsonSerializerOptions options)
        {
            if (value.ValueKind == JsonValueKind.Undefined)
                writer.WriteNullValue();
            else
                writer.WriteRawValue(value.GetRawText());
        }
    }

    sealed class ExtensionsConverter : JsonConverter<ExtensionFields>
    {
        public override ExtensionFields Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<List<KeyValuePair<string, JsonElement>>>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, ExtensionFields value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Fields.ToList(), options);
    }
}
