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
        WriteComponents(json);
        json.WriteEndObject();
    }

    static readonly (string Status, string Name, string Meaning)[] s_refusals =
    [
        ("400", "Wrong", "A field is missing or wrong, or this cannot be done."),
        ("401", "Unauthorized", "The keys are missing or wrong."),
        ("404", "Missing", "There is no such conversation, message or role."),
        ("413", "TooLarge", "The body is larger than 64 KiB."),
        ("429", "TooMany", "Too many messages or changes of devices, where the server limits them."),
        ("500", "Failed", "The server could not do this; its log says why."),
        ("503", "Stopping", "The server is stopping."),
    ];

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
        foreach (var (status, name, _) in s_refusals)
            if (operation.HasBody || status != "413")
                WriteReference(json, status, $"#/components/responses/{name}");
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
        WriteType(json, field.Type == RestType.Json ? RestType.Text : field.Type);
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
        WriteObject(json, operation.Body);
        if (operation.TakesColumns)
            json.WriteBoolean("additionalProperties"u8, true);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void WriteType(Utf8JsonWriter json, RestType type)
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

    static void WriteDone(Utf8JsonWriter json, RestOperation operation)
    {
        json.WriteStartObject($"{operation.Status}");
        json.WriteString("description"u8, "Done.");
        WriteContent(json, json => WriteShape(json, operation.Answer));
        json.WriteEndObject();
    }

    static void WriteShape(Utf8JsonWriter json, RestShape shape)
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

    static void WriteReference(Utf8JsonWriter json, string name, string target)
    {
        json.WriteStartObject(name);
        json.WriteString("$ref"u8, target);
        json.WriteEndObject();
    }

    static void WriteContent(Utf8JsonWriter json, Action<Utf8JsonWriter> schema)
    {
        json.WriteStartObject("content"u8);
        json.WriteStartObject("application/json"u8);
        json.WriteStartObject("schema"u8);
        schema(json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void WriteRefusals(Utf8JsonWriter json)
    {
        json.WriteStartObject("responses"u8);
        foreach (var (_, name, meaning) in s_refusals)
        {
            json.WriteStartObject(name);
            json.WriteString("description"u8, meaning);
            WriteContent(json, static json => json.WriteString("$ref"u8, "#/components/schemas/Refusal"u8));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("schemas"u8);
        foreach (var shape in RestEndpoints.Operations.Select(operation => operation.Answer).Append(RestShapes.Refusal).Distinct())
        {
            json.WriteStartObject(shape.Name);
            WriteObject(json, shape.Members);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    static void WriteObject(Utf8JsonWriter json, IReadOnlyList<RestField> members)
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

    static void WriteComponents(Utf8JsonWriter json)
    {
        json.WriteStartObject("components"u8);
        json.WriteStartObject("securitySchemes"u8);
        WriteScheme(json, "app", "X-LC-Id", "The application's id.");
        WriteScheme(json, "appKey", "X-LC-Key",
            "The app key, or the master key written KEY,master. X-LC-Sign does too: md5hex(timestamp + key),timestamp, in milliseconds and at most 15 " +
            "minutes off.");
        WriteScheme(json, "signature", "signature",
            "A signature made with the master key, with client_id (or peerid), nonce and signature_ts beside it; for applications that allow it.", "query");
        WriteScheme(json, "sessionToken", "X-LC-IM-Session-Token", "The token that a client got at its login.");
        WriteScheme(json, "masterKey", "X-LC-Key",
            "The master key, written KEY,master. X-LC-Sign does too: md5hex(timestamp + key),timestamp,master, in milliseconds and at most 15 minutes off.");
        json.WriteEndObject();
        WriteRefusals(json);
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
