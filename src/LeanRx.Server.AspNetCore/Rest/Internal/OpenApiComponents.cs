using System.Text.Json;

namespace LeanRx.Server.AspNetCore.Rest.Internal;

/// <summary>What the operations of an <see cref="OpenApiDocument"/> refer to: the ways in, the refusals and the schemas of the answers.</summary>
static class OpenApiComponents
{
    public static readonly (string Status, string Name, string Meaning)[] Refusals =
    [
        ("400", "Wrong", "A field is missing or wrong, or this cannot be done."),
        ("401", "Unauthorized", "The keys are missing or wrong."),
        ("404", "Missing", "There is no such conversation, message or role."),
        ("413", "TooLarge", "The body is larger than 64 KiB."),
        ("429", "TooMany", "Too many messages or changes of devices, where the server limits them."),
        ("500", "Failed", "The server could not do this; its log says why."),
        ("503", "Stopping", "The server is stopping."),
    ];

    public static void Write(Utf8JsonWriter json)
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

    static void WriteRefusals(Utf8JsonWriter json)
    {
        json.WriteStartObject("responses"u8);
        foreach (var (_, name, meaning) in Refusals)
        {
            json.WriteStartObject(name);
            json.WriteString("description"u8, meaning);
            OpenApiSchemas.WriteContent(json, static json => json.WriteString("$ref"u8, "#/components/schemas/Refusal"u8));
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteStartObject("schemas"u8);
        foreach (var shape in RestEndpoints.Operations.Select(operation => operation.Answer).Append(RestShapes.Refusal).Distinct())
        {
            json.WriteStartObject(shape.Name);
            OpenApiSchemas.WriteObject(json, shape.Members);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
