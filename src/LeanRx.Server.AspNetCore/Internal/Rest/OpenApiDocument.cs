using System.Text.Json;
using System.Text.RegularExpressions;

namespace LeanRx.Server.AspNetCore.Internal;

/// <summary>The OpenAPI 3.1 document of the REST interface, written from the same tables that make the routes.</summary>
static partial class OpenApiDocument
{
    public static void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("openapi"u8, "3.1.0"u8);
        json.WriteStartObject("info"u8);
        json.WriteString("title"u8, "LeanRx for operators"u8);
        json.WriteString("version"u8, typeof(OpenApiDocument).Assembly.GetName().Version!.ToString(3));
        json.WriteString("description"u8, "Conversations, members, messages and clients of an application. Refusals are {code, error}; code is the HTTP status, or a messaging code from 4100."u8);
        json.WriteEndObject();
        json.WriteStartObject("paths"u8);
        foreach (var path in RestEndpoints.Operations.GroupBy(operation => operation.Path))
            WritePath(json, path.Key, path);
        json.WriteEndObject();
        WriteComponents(json);
        json.WriteEndObject();
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Names();

    static void WritePath(Utf8JsonWriter json, string path, IEnumerable<RestOperation> operations)
    {
        json.WriteStartObject(path);
        json.WriteStartArray("parameters"u8);
        foreach (Match name in Names().Matches(path))
            WriteParameter(json, "path", new RestField(name.Groups[1].Value, RestType.Text, "") { IsRequired = true });
        json.WriteEndArray();
        foreach (var operation in operations)
            WriteOperation(json, operation);
        json.WriteEndObject();
    }

    static void WriteOperation(Utf8JsonWriter json, RestOperation operation)
    {
        json.WriteStartObject(operation.Method.ToLowerInvariant());
        json.WriteString("summary"u8, operation.Summary);
        json.WriteStartArray("security"u8);
        foreach (var way in WaysIn(operation))
        {
            json.WriteStartObject();
            foreach (var scheme in way)
            {
                json.WriteStartArray(scheme);
                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (operation.Query.Count > 0)
        {
            json.WriteStartArray("parameters"u8);
            foreach (var field in operation.Query)
                WriteParameter(json, "query", field);
            json.WriteEndArray();
        }

        if (operation.HasBody)
            WriteBody(json, operation);
        json.WriteStartObject("responses"u8);
        WriteResponse(json, "200", "Done.");
        WriteResponse(json, "400", "A field is missing or wrong, or this cannot be done.");
        WriteResponse(json, "401", "The keys are missing or wrong.");
        WriteResponse(json, "404", "There is no such conversation, message or role.");
        WriteResponse(json, "429", "Too many messages a minute or a day, where the server limits them.");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>What a caller needs: all of one list.</summary>
    static string[][] WaysIn(RestOperation operation) => operation switch
    {
        { NeedsMaster: true } => [["app", "masterKey"]],
        { TakesSignature: true } => [["app", "masterKey"], ["app", "appKey", "signature"]],
        { TakesSessionToken: true } => [["app", "appKey", "sessionToken"], ["app", "masterKey"]],
        _ => [["app", "appKey"]],
    };

    static void WriteParameter(Utf8JsonWriter json, string place, RestField field)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, field.Name);
        json.WriteString("in"u8, place);
        json.WriteBoolean("required"u8, field.IsRequired);
        if (field.Meaning.Length > 0)
            json.WriteString("description"u8, field.Meaning);
        json.WriteStartObject("schema"u8);
        // An object in a query is JSON as text.
        WriteType(json, field.Type == RestType.Json ? RestType.Text : field.Type);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void WriteBody(Utf8JsonWriter json, RestOperation operation)
    {
        json.WriteStartObject("requestBody"u8);
        json.WriteBoolean("required"u8, !operation.IsBodyOptional);
        json.WriteStartObject("content"u8);
        json.WriteStartObject("application/json"u8);
        json.WriteStartObject("schema"u8);
        json.WriteString("type"u8, "object"u8);
        json.WriteStartObject("properties"u8);
        foreach (var field in operation.Body)
        {
            json.WriteStartObject(field.Name);
            WriteType(json, field.Type);
            json.WriteString("description"u8, field.Meaning);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartArray("required"u8);
        foreach (var field in operation.Body.Where(field => field.IsRequired))
            json.WriteStringValue(field.Name);
        json.WriteEndArray();
        json.WriteBoolean("additionalProperties"u8, operation.TakesColumns);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void WriteType(Utf8JsonWriter json, RestType type)
    {
        json.WriteString("type"u8, type switch { RestType.Text => "string", RestType.Flag => "boolean", RestType.Number => "integer", RestType.Texts => "array", _ => "object" });
        if (type != RestType.Texts)
            return;
        json.WriteStartObject("items"u8);
        json.WriteString("type"u8, "string"u8);
        json.WriteEndObject();
    }

    static void WriteResponse(Utf8JsonWriter json, string status, string meaning)
    {
        json.WriteStartObject(status);
        json.WriteString("description"u8, meaning);
        json.WriteEndObject();
    }

    static void WriteComponents(Utf8JsonWriter json)
    {
        json.WriteStartObject("components"u8);
        json.WriteStartObject("securitySchemes"u8);
        WriteScheme(json, "app", "X-LC-Id", "The application's id.");
        WriteScheme(json, "appKey", "X-LC-Key", "The app key, or the master key written KEY,master. X-LC-Sign does too: md5hex(timestamp + key),timestamp.");
        WriteScheme(json, "signature", "signature", "A signature made with the master key, with client_id (or peerid), nonce and signature_ts beside it; for applications that allow it.", "query");
        WriteScheme(json, "sessionToken", "X-LC-IM-Session-Token", "The token that a client got at its login.");
        WriteScheme(json, "masterKey", "X-LC-Key", "The master key, written KEY,master. X-LC-Sign does too: md5hex(timestamp + key),timestamp,master.");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void WriteScheme(Utf8JsonWriter json, string name, string field, string meaning, string place = "header")
    {
        json.WriteStartObject(name);
        json.WriteString("type"u8, "apiKey"u8);
        json.WriteString("in"u8, place);
        json.WriteString("name"u8, field);
        json.WriteString("description"u8, meaning);
        json.WriteEndObject();
    }
}
