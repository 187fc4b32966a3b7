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
        Converters = { new MemberListConverter(), new IdsConverter(), new ColumnsConverter(), new ExtensionsConverter() },
    };

    /// <summary>A value of the type that it has, be it declared as that or not.</summary>
    public static T Sent<T>(T value) =>
        value is null ? value : (T)JsonSerializer.Deserialize(JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), s_options), value.GetType(), s_options)!;

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

    sealed class ExtensionsConverter : JsonConverter<ExtensionFields>
    {
        public override ExtensionFields Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<List<KeyValuePair<string, JsonElement>>>(ref reader, options)!);

        public override void Write(Utf8JsonWriter writer, ExtensionFields value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Fields.ToList(), options);
    }
}
