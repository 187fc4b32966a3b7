using System.Text.Json;
using System.Text.RegularExpressions;

namespace LeanRx.Server.AspNetCore.Rest.Internal;

/// <summary>The OpenAPI 3.1 document of the REST interface, written from the same tables that make the routes.</summary>
static partial class OpenApiDocument
{
    /// <param name="place">Where the operations are, seen from the root of the host.</param>
    public static void Write(Utf8JsonWriter json, string place)
    {
        json.WriteStartObject();
        json.WriteString("openapi"u8, "3.1.0"u8);
        json.WriteStartObject("info"u8);
        json.WriteString("title"u8, "LeanRx for operators"u8);
        json.WriteString("version"u8, typeof(OpenApiDocument).Assembly.GetName().Version!.ToString(3));
        json.WriteString("description"u8,
            "Conversations, members, messages and clients of an application. Refusals are {code, error}; code is the HTTP status, or a messaging code from "u8 +
            "4100."u8);
        json.WriteEndObject();
        json.WriteStartArray("servers"u8);
        json.WriteStartObject();
        json.WriteString("url"u8, place);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("paths"u8);
        foreach (var path in RestEndpoints.Operations.GroupBy(operation => operation.Path))
            WritePath(json, path.Key, path);
        json.WriteEndObject();
        OpenApiComponents.Write(json);
        json.WriteEndObject();
    }

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex Names();

    [GeneratedRegex("[A-Za-z]+")]
    private static partial Regex Words();

    static void WritePath(Utf8JsonWriter json, string path, IEnumerable<RestOperation> operations)
    {
        json.WriteStartObject(path);
        json.WriteStartArray("parameters"u8);
        foreach (Match name in Names().Matches(path))
            WriteParameter(json, "path", new RestField(name.Groups[1].Value, RestType.Text, MeaningOf(name.Groups[1].Value)) { IsRequired = true });
        json.WriteEndArray();
        foreach (var operation in operations)
            WriteOperation(json, operation);
        json.WriteEndObject();
    }

    static string MeaningOf(string name) => name switch
    {
        "id" => "The conversation.",
        "mid" => "The message.",
        "client" => "The client.",
        "device" => "The device, by its objectId.",
        _ => "The role, by its objectId.",
    };

    static void WriteOperation(Utf8JsonWriter json, RestOperation operation)
    {
        json.WriteStartObject(operation.Method.ToLowerInvariant());
        json.WriteString("operationId"u8, NameOf(operation));
        json.WriteStartArray("tags"u8);
        json.WriteStringValue(TagOf(operation.Path));
        json.WriteEndArray();
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
        WriteDone(json, operation);
        foreach (var (status, name, _) in OpenApiComponents.Refusals)
            if (operation.HasBody || status != "413")
                OpenApiSchemas.WriteReference(json, status, $"#/components/responses/{name}");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A name of its own for programs that are generated: the method, <c>Old</c> for the older spelling, the words of the path.</summary>
    static string NameOf(RestOperation operation) => operation.Method.ToLowerInvariant()
        + (operation.Path.StartsWith("/1.1/", StringComparison.Ordinal) ? "Old" : "")
        + string.Concat(Words()
            .Matches(operation.Path[(operation.Path.Contains("/rtm/", StringComparison.Ordinal) ? "/1.2/rtm/".Length : "/1.1/".Length)..])
            .Select(word => char.ToUpperInvariant(word.Value[0]) + word.Value[1..]));

    static string TagOf(string path) => path.StartsWith("/1.1/scan/", StringComparison.Ordinal) ? "tables"
        : path.Contains("nstallation", StringComparison.Ordinal) ? "devices" : path.StartsWith("/1.1/", StringComparison.Ordinal)
        ? "older spelling" : path.Split('/')[3];

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
        json.WriteString("description"u8, field.Meaning);
        json.WriteStartObject("schema"u8);
        // An object in a query is JSON as text.
        OpenApiSchemas.WriteType(json, field.Type == RestType.Json ? RestType.Text : field.Type);
        if (field.Minimum is { } minimum)
            json.WriteNumber("minimum"u8, minimum);
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
        OpenApiSchemas.WriteObject(json, operation.Body);
        if (operation.TakesColumns)
            json.WriteBoolean("additionalProperties"u8, true);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void WriteDone(Utf8JsonWriter json, RestOperation operation)
    {
        json.WriteStartObject($"{operation.Status}");
        json.WriteString("description"u8, "Done.");
        OpenApiSchemas.WriteContent(json, json => OpenApiSchemas.WriteShape(json, operation.Answer));
        json.WriteEndObject();
    }
}
