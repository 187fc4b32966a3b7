using System.Globalization;
using System.Text.Json;
using LeanRx.Server.AspNetCore.Files.Internal;
using LeanRx.Server.AspNetCore.Hosting.Internal;
using LeanRx.Server.AspNetCore.Http.Internal;
using LeanRx.Server.Storage;
using Microsoft.AspNetCore.Http;

namespace LeanRx.Server.AspNetCore.Rest.Internal;

/// <summary>One request: who calls, and the fields that the operation's table names, checked against it. What it does not name is not there.</summary>
sealed class RestCall(HttpContext context, RestOperation operation, ServerHost host, FileAddresses addresses, AppOptions app, bool isMaster, JsonElement body)
{
    /// <summary>Whether the caller has the master key.</summary>
    public bool IsMaster => isMaster;

    /// <summary>Where the caller is.</summary>
    public string RemoteAddress => context.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <summary>The session token of the client that calls; null when there is none.</summary>
    public string? SessionToken => Header("X-LC-IM-Session-Token");

    public MessagingEngine Engine => host.Engine;

    public string ApplicationId => app.ApplicationId;

    public ServerApplication Application => Engine.Applications[app.ApplicationId];

    public IFileStore Files => host.Files;

    /// <summary>Where a file is, as the caller reaches it.</summary>
    public string AddressOf(FileRecord file) => addresses.File(context.Request, file);

    public long Now => host.Options.Engine.Scheduler.Now.ToUnixTimeMilliseconds();

    /// <summary>Ends when the caller goes away.</summary>
    public CancellationToken Aborted => context.RequestAborted;

    /// <summary>The body, an object; empty when the operation takes none.</summary>
    public JsonElement Body => body;

    /// <summary>A part of the path.</summary>
    public string Route(string name) => RoutePart.Of(context, operation.Path, name);

    public string? Text(string name) => Find(name) is { } value ? value.GetString() : Asked(name);

    /// <summary>A text that the table says is required.</summary>
    public string Required(string name) => Text(name)!;

    public bool Flag(string name, bool fallback = false) => Find(name) is { } value ? value.ValueKind == JsonValueKind.True
        : Asked(name) is { } text ? text is "true" or "1" : fallback;

    public long? Number(string name) => Find(name) is { } value ? WholeNumber.Of(value)
        : Asked(name) is { } text ? long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : null;

    public IReadOnlyList<string> Texts(string name) => Find(name) is { } value ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : [];

    /// <summary>A JSON value; in the query it stands as text.</summary>
    public JsonElement? Json(string name)
    {
        if (Asked(name) is not { } text)
            return Find(name);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    /// <summary>Whether a value is an array of strings.</summary>
    public static bool IsTexts(JsonElement value) => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(IsText);

    /// <summary>Checks what came against the table.</summary>
    /// <exception cref="RestFaultException">400: a field is missing or of a wrong type.</exception>
    public void Check()
    {
        foreach (var field in operation.Body)
        {
            if (Find(field.Name) is not { } value)
                RequireOptional(field, "body");
            else if (!Fits(field.Type, value))
                throw new RestFaultException(StatusCodes.Status400BadRequest, $"The field {field.Name} of the body must be {Describe(field.Type)}.");
        }

        foreach (var field in operation.Query)
        {
            if (Asked(field.Name) is not { } text)
                RequireOptional(field, "query");
            else if (!Fits(field.Type, text))
                throw new RestFaultException(StatusCodes.Status400BadRequest, $"The parameter {field.Name} must be {Describe(field.Type)}.");
            else if (field.Minimum is { } minimum && Number(field.Name) < minimum)
                throw new RestFaultException(StatusCodes.Status400BadRequest, $"The parameter {field.Name} must be at least {minimum}.");
        }
    }

    static void RequireOptional(RestField field, string place)
    {
        if (field.IsRequired)
            throw new RestFaultException(StatusCodes.Status400BadRequest, $"The {place} lacks {field.Name}: {field.Meaning}");
    }

    static bool Fits(RestType type, JsonElement value) => type switch
    {
        RestType.Text => IsText(value),
        RestType.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        RestType.Number => WholeNumber.Of(value) is not null,
        RestType.Texts => IsTexts(value),
        RestType.Object => value.ValueKind == JsonValueKind.Object,
        _ => true,
    };

    static bool Fits(RestType type, string text) => type switch
    {
        RestType.Flag => text is "true" or "false" or "1" or "0",
        RestType.Number => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        RestType.Json => IsObject(text),
        _ => true,
    };

    static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String;

    static bool IsObject(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false; // That is the answer.
        }
    }

    static string Describe(RestType type) => type switch
    {
        RestType.Text => "a string",
        RestType.Flag => "true or false",
        RestType.Number => "a whole number",
        RestType.Texts => "an array of strings",
        _ => "a JSON object",
    };

    string? Header(string name) => context.Request.Headers[name] is { Count: 1 } values ? values[0] : null;

    JsonElement? Find(string name) =>
        IsNamed(operation.Body, name) && body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    string? Asked(string name) =>
        IsNamed(operation.Query, name) && context.Request.Query[name] is { Count: > 0 } values && values[0] is { Length: > 0 } text ? text : null;

    static bool IsNamed(IReadOnlyList<RestField> fields, string name) => fields.Any(field => field.Name == name);
}
