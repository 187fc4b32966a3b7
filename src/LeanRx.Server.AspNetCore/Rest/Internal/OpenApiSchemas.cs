using System.Text.Json;

namespace LeanRx.Server.AspNetCore.Rest.Internal;

/// <summary>The schemas of an <see cref="OpenApiDocument"/>: what a field, a body or an answer looks like, in the words of JSON Schema.</summary>
static class OpenApiSchemas
{
    public static void WriteType(Utf8JsonWriter json, RestType type)
    {
        if (type == RestType.Json)
            return; // Any value.
        json.WriteString("type"u8,
            type switch
            {
                RestType.Text => "string",
                RestType.Flag => "boolean",
                RestType.Number => "integer",
                RestType.Texts or RestType.Objects or RestType.Numbers => "array",
                _ => "object"
            });
        if (type == RestType.Number)
            json.WriteString("format"u8, "int64"u8);
        if (type is not (RestType.Texts or RestType.Objects or RestType.Numbers))
            return;
        json.WriteStartObject("items"u8);
        if (type == RestType.Numbers)
        {
            json.WriteStartArray("type"u8);
            json.WriteStringValue("number"u8);
            json.WriteStringValue("null"u8);
            json.WriteEndArray();
            json.WriteEndObject();
            return;
        }
        json.WriteString("type"u8, type == RestType.Texts ? "string"u8 : "object"u8);
        json.WriteEndObject();
    }

    public static void WriteObject(Utf8JsonWriter json, IReadOnlyList<RestField> members)
    {
        json.WriteString("type"u8, "object"u8);
        json.WriteStartObject("properties"u8);
        foreach (var member in members)
        {
            json.WriteStartObject(member.Name);
            WriteType(json, member.Type);
            json.WriteString("description"u8, member.Meaning);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartArray("required"u8);
        foreach (var member in members.Where(member => member.IsRequired))
            json.WriteStringValue(member.Name);
        json.WriteEndArray();
    }

    public static void WriteShape(Utf8JsonWriter json, RestShape shape)
    {
        if (shape.IsArray)
        {
            json.WriteString("type"u8, "array"u8);
            WriteReference(json, "items", $"#/components/schemas/{shape.Name}");
        }
        else
        {
            json.WriteString("$ref"u8, $"#/components/schemas/{shape.Name}");
        }
    }

    public static void WriteReference(Utf8JsonWriter json, string name, string target)
    {
        json.WriteStartObject(name);
        json.WriteString("$ref"u8, target);
        json.WriteEndObject();
    }

    public static void WriteContent(Utf8JsonWriter json, Action<Utf8JsonWriter> schema)
    {
        json.WriteStartObject("content"u8);
        json.WriteStartObject("application/json"u8);
        json.WriteStartObject("schema"u8);
        schema(json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
