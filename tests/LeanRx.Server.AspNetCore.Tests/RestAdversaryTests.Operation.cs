using System.Text.Json;

namespace LeanRx.Server.AspNetCore.Tests;

public partial class RestAdversaryTests
{
    static string Body(Dictionary<string, string> fields) =>
        $"{{{string.Join(',', fields.Select(field => $"{JsonSerializer.Serialize(field.Key)}:{field.Value}"))}}}";

    static string Fill(string path, Place place) => path
        .Replace("{id}", place.Conversation, StringComparison.Ordinal)
        .Replace("{mid}", Uri.EscapeDataString(place.Message), StringComparison.Ordinal)
        .Replace("{device}", place.Device, StringComparison.Ordinal)
        .Replace("{client}", "tom", StringComparison.Ordinal)
        .Replace("{info}", "x", StringComparison.Ordinal);

    sealed record Place(string Conversation, string Message, string Device);

    sealed record Operation(string Method, string Path, JsonElement Description)
    {
        public bool HasBody => Description.TryGetProperty("requestBody", out _);

        public bool TakesColumns => HasBody && Schema.TryGetProperty("additionalProperties", out _);

        public IEnumerable<(string Name, string Type)> Fields =>
            HasBody ? Schema.GetProperty("properties").EnumerateObject().Select(property => (property.Name, TypeOf(property.Value))) : [];

        public IEnumerable<(string Name, string Type)> Parameters =>
            Asked.Select(parameter => (parameter.GetProperty("name").GetString()!, TypeOf(parameter.GetProperty("schema"))));

        public IEnumerable<string> Required =>
            Asked.Where(parameter => parameter.GetProperty("required").GetBoolean()).Select(parameter => parameter.GetProperty("name").GetString()!);

        JsonElement Schema => Description.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");

        IEnumerable<JsonElement> Asked => Description.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : [];

        static string TypeOf(JsonElement schema) => schema.TryGetProperty("type", out var type) ? type.GetString()! : "any";
    }
}
